/* A pipeline of blocks over threads: filled in order, evaluated in parallel, delivered in order.
 * The filling thread helps when no block is free, so with one thread it does all the work. */
#ifndef CLI_PIPELINE_H
#define CLI_PIPELINE_H

#include "input_block.h"
#include "block_output.h"

#include <pthread.h>

#define MAX_THREADS 64

typedef struct cli_slot {
    cli_block block;
    cli_block_output output;
    bool decided;
} cli_slot;

typedef struct cli_stages {
    void *context;
    /* Called concurrently; `thread` is the index of the calling thread. */
    void (*decide)(void *context, size_t thread, cli_slot *slot);
    bool (*deliver)(void *context,
                    /* one at a time. False: stops evaluation and delivery */
                    cli_slot *slot);
} cli_stages;

typedef struct cli_pipeline {
    cli_stages stages;
    size_t threads, running; /* `running`: besides the filling one */
    pthread_t others[MAX_THREADS];
    pthread_mutex_t lock;
    pthread_cond_t changed;
    cli_slot *slots;
    size_t slot_count;
    uint64_t filled, taken, delivered; /* blocks, so far */
    bool delivering, stopped, closing, open;
} cli_pipeline;

bool pipeline_open(cli_pipeline *pipeline, size_t threads,
                   const cli_stages *stages); /* false: memory ran out */
/* A block to fill and pass to pipeline_submit. NULL: stopped. */
cli_block *pipeline_block(cli_pipeline *pipeline);
bool pipeline_submit(cli_pipeline *pipeline); /* false: stopped */
bool pipeline_drain(cli_pipeline *pipeline);  /* waits until all are delivered. False: stopped */
void pipeline_close(cli_pipeline *pipeline);  /* safe on a zeroed one */

#endif
