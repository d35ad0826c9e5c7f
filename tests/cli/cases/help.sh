schoolcat --help
echo "exit $?"
for command in check evaluate explain test; do
    schoolcat $command --help
    echo "exit $?"
done
