/* A pipeline of threads: blocks are read, evaluated in parallel and written in order. */
#include "pipeline.h"

#include <stdlib.h>

typedef struct cli_helper {
    cli_pipeline *pipeline;
    size_t thread;
} cli_helper;

static cli_slot *slot_at(cli_pipeline *pipeline, uint64_t block)
{
    return &pipeline->slots[block % pipeline->slot_count];
}

static void deliver(cli_pipeline *pipeline)
{
    cli_slot *slot = slot_at(pipeline, pipeline->delivered);
    bool stopped = pipeline->stopped;
    pipeline->delivering = true;
    (void)pthread_mutex_unlock(&pipeline->lock);
    if (!stopped)
        stopped = !pipeline->stages.deliver(pipeline->stages.context, slot);
    (void)pthread_mutex_lock(&pipeline->lock);
    pipeline->delivering = false;
    pipeline->stopped = stopped;
    slot->decided = false;
    pipeline->delivered++;
}

static void decide(cli_pipeline *pipeline, size_t thread)
{
    cli_slot *slot = slot_at(pipeline, pipeline->taken++);
    bool stopped = pipeline->stopped;
    (void)pthread_mutex_unlock(&pipeline->lock);
    if (!stopped)
        pipeline->stages.decide(pipeline->stages.context, thread, slot);
    (void)pthread_mutex_lock(&pipeline->lock);
    slot->decided = true;
}

/* Does the next available work; called and returns with the lock held. False: there is none. */
static bool step(cli_pipeline *pipeline, size_t thread)
{
    if (!pipeline->delivering && pipeline->delivered < pipeline->taken &&
        slot_at(pipeline, pipeline->delivered)->decided)
        deliver(pipeline);
    else if (pipeline->taken < pipeline->filled)
        decide(pipeline, thread);
    else
        return false;
    (void)pthread_cond_broadcast(&pipeline->changed);
    return true;
}

static void work_or_wait(cli_pipeline *pipeline, size_t thread)
{
    if (!step(pipeline, thread))
        (void)pthread_cond_wait(&pipeline->changed, &pipeline->lock);
}

static void *help(void *argument)
{
    cli_helper helper = *(cli_helper *)argument;
    free(argument);
    (void)pthread_mutex_lock(&helper.pipeline->lock);
    while (!helper.pipeline->closing)
        work_or_wait(helper.pipeline, helper.thread);
    (void)pthread_mutex_unlock(&helper.pipeline->lock);
    return NULL;
}

/* If the system refuses a thread, the existing ones do the work. */
static void start_threads(cli_pipeline *pipeline)
{
    while (pipeline->running + 1 < pipeline->threads) {
        cli_helper *helper = malloc(sizeof *helper);
        if (helper == NULL)
            return;
        *helper = (cli_helper){pipeline, pipeline->running + 1};
        if (pthread_create(&pipeline->others[pipeline->running], NULL, help, helper) != 0) {
            free(helper);
            return;
        }
        pipeline->running++;
    }
}

bool pipeline_open(cli_pipeline *pipeline, size_t threads, const cli_stages *stages)
{
    *pipeline =
        (cli_pipeline){.stages = *stages, .threads = threads > MAX_THREADS ? MAX_THREADS : threads};
    pipeline->slot_count = pipeline->threads == 1 ? 1 : 2 * pipeline->threads;
    pipeline->slots = calloc(pipeline->slot_count, sizeof *pipeline->slots);
    if (pipeline->slots == NULL)
        return false;
    bool locks = pthread_mutex_init(&pipeline->lock, NULL) == 0;
    if (!locks || pthread_cond_init(&pipeline->changed, NULL) != 0) {
        if (locks)
            (void)pthread_mutex_destroy(&pipeline->lock);
        free(pipeline->slots);
        return false;
    }
    pipeline->open = true;
    return true;
}

/* Threads start after the first block is filled, before the second is read: a file of one block
 * needs none, and the evaluation of the first block need not wait for the second. */
cli_block *pipeline_block(cli_pipeline *pipeline)
{
    if (pipeline->filled == 1)
        start_threads(pipeline);
    (void)pthread_mutex_lock(&pipeline->lock);
    while (!pipeline->stopped && pipeline->filled - pipeline->delivered == pipeline->slot_count)
        work_or_wait(pipeline, 0);
    cli_block *block = pipeline->stopped ? NULL : &slot_at(pipeline, pipeline->filled)->block;
    (void)pthread_mutex_unlock(&pipeline->lock);
    return block;
}

bool pipeline_submit(cli_pipeline *pipeline)
{
    (void)pthread_mutex_lock(&pipeline->lock);
    pipeline->filled++;
    bool goes_on = !pipeline->stopped;
    (void)pthread_cond_broadcast(&pipeline->changed);
    (void)pthread_mutex_unlock(&pipeline->lock);
    return goes_on;
}

bool pipeline_drain(cli_pipeline *pipeline)
{
    (void)pthread_mutex_lock(&pipeline->lock);
    while (pipeline->delivered < pipeline->filled)
        work_or_wait(pipeline, 0);
    bool goes_on = !pipeline->stopped;
    (void)pthread_mutex_unlock(&pipeline->lock);
    return goes_on;
}

void pipeline_close(cli_pipeline *pipeline)
{
    if (!pipeline->open)
        return;
    (void)pthread_mutex_lock(&pipeline->lock);
    pipeline->closing = true;
    (void)pthread_cond_broadcast(&pipeline->changed);
    (void)pthread_mutex_unlock(&pipeline->lock);
    for (size_t i = 0; i < pipeline->running; i++)
        (void)pthread_join(pipeline->others[i], NULL);
    for (size_t i = 0; i < pipeline->slot_count; i++) {
        block_free(&pipeline->slots[i].block);
        block_output_free(&pipeline->slots[i].output);
    }
    free(pipeline->slots);
    (void)pthread_cond_destroy(&pipeline->changed);
    (void)pthread_mutex_destroy(&pipeline->lock);
    pipeline->open = false;
}
