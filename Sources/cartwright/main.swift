import CartwrightCommands
import Foundation

exit(
  run(
    arguments: Array(CommandLine.arguments.dropFirst()),
    environment: ProcessInfo.processInfo.environment,
    stdout: .standardOutput(), stderr: .standardError()))
