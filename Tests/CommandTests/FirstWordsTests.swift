import Testing

@testable import holdfast

/// What the program says before it is asked anything, or when it is asked wrongly.
@Suite struct FirstWordsTests {
    @Test func aloneItLeadsANewcomerOnInTwelveLines() throws {
        let ended = try Program.run()
        #expect(ended.status == 0 && ended.errors.isEmpty)
        let lines = ended.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect((3...12).contains(lines.count))
        #expect(lines.allSatisfy { $0.count <= 100 })
        for invitation in Welcome.invitations {
            #expect(ended.output.contains(invitation.line) == Holdfast.commandNames.contains(invitation.command))
        }
    }

    @Test func theWelcomeOffersOnlyWhatIsBuilt() {
        let text = Welcome.text(commands: ["erlang"])
        #expect(text.contains("holdfast erlang") && !text.contains("holdfast run"))
        let all = Welcome.text(commands: Welcome.invitations.map(\.command))
        #expect(all.split(separator: "\n", omittingEmptySubsequences: false).dropLast().count <= 12)
    }

    @Test func theVersionIsPrinted() throws {
        let ended = try Program.run("--version")
        #expect(ended.status == 0 && ended.output == "0.1.0\n" && ended.errors.isEmpty)
    }

    @Test func helpGoesToStdoutAndNamesEveryCommand() throws {
        let ended = try Program.run("--help")
        #expect(ended.status == 0 && ended.errors.isEmpty)
        #expect(Holdfast.commandNames.allSatisfy(ended.output.contains))
    }

    @Test func aMistypedCommandIsRefusedWithTheOneMeant() throws {
        let ended = try Program.run("erlnag", "--calls", "3")
        let commands = Holdfast.commandNames.joined(separator: ", ")
        #expect(ended.status == 64 && ended.output.isEmpty)
        #expect(
            ended.errors == "error: expected a command (\(commands)), found \"erlnag\"; did you mean \"erlang\"?\n")
    }

    @Test func aCommandLikeNoOtherIsRefusedWithoutAGuess() throws {
        let ended = try Program.run("pizza")
        let commands = Holdfast.commandNames.joined(separator: ", ")
        #expect(ended.status == 64)
        #expect(ended.errors == "error: expected a command (\(commands)), found \"pizza\".\n")
    }
}
