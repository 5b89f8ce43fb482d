import ArgumentParser
import DataIO
import Glibc

/// Parses the command line, runs the command it names and says how that ended.
struct CommandRunner {
  let arguments: [String]

  /// Parses, runs, and reports an error in the program's own form.
  func run() async -> ExitStatus {
    let parsed: any ParsableCommand
    do {
      try refuseUnknownCommand()
      parsed = try KPIForecastCommand.parseAsRoot(PathsArgument.separated(arguments))
    } catch {
      return (error as? CommandFailure).map(report) ?? answer(error)
    }
    do {
      try await run(parsed)
      return .done
    } catch let failure as CommandFailure {
      return report(failure)
    } catch  where KPIForecastCommand.exitCode(for: error) == .success {
      return answer(error)
    } catch {
      return report(CommandFailure(any: error))
    }
  }

  /// Throws if the first argument is a bare word that names neither a command nor a file.
  private func refuseUnknownCommand() throws(CommandFailure) {
    guard let word = arguments.first, CommandName(rawValue: word) == nil, word != "help",
      !word.isEmpty, word.allSatisfy({ $0.isLetter }), access(word, F_OK) != 0
    else { return }
    let names = CommandName.allCases.map(\.rawValue).joined(separator: ", ")
    throw CommandFailure(
      DataError(
        .usage, "'\(word)' is neither a command nor a file",
        details: ["commands of this version: \(names)"],
        fix: "kpi-forecast --help lists the commands; check the path of a file"))
  }

  private func run(_ command: any ParsableCommand) async throws {
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      var command = command
      try command.run()
    }
  }

  /// Prints help or a completion script that was asked for, or what is wrong with the arguments.
  private func answer(_ error: any Error) -> ExitStatus {
    let isAnswer = KPIForecastCommand.exitCode(for: error) == .success
    guard isAnswer else { return report(usageFailure(error)) }
    let text = KPIForecastCommand.fullMessage(for: error)
    do {
      try StandardStream.output.write(text + "\n")
      return .done
    } catch {
      return report(CommandFailure(any: error))
    }
  }

  private func usageFailure(_ error: any Error) -> CommandFailure {
    let message = KPIForecastCommand.message(for: error)
    let what = message.prefix(1).lowercased() + message.dropFirst()
    let command = arguments.first { CommandName(rawValue: $0) != nil } ?? "forecast"
    return CommandFailure(
      DataError(
        .usage, what.asOneLine(),
        fix: "see 'kpi-forecast \(command) --help' for every option and worked examples"))
  }

  private func report(_ failure: CommandFailure) -> ExitStatus {
    if !failure.text.isEmpty {
      StandardStream.error.say(ArgumentSecrets(arguments).removed(from: failure.text))
    }
    return failure.status
  }
}

/// The names of the commands.
enum CommandName: String, CaseIterable {
  case forecast
  case `import`
  case backtest
  case catalog
  case run
  case compare
  case `init`
}

extension String {
  /// The text on one line, without a full stop at its end.
  fileprivate func asOneLine() -> String {
    let line = split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.hasSuffix(".") ? String(line.dropLast()) : line
  }
}
