schoolcat --version
