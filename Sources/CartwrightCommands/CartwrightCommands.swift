// CartwrightCommands
