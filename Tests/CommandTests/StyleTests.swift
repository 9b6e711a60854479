import Testing

@testable import holdfast

@Suite struct StyleTests {
    @Test(
        arguments: [
            (ColorChoice.auto, true, nil, "xterm", true), (.auto, true, "", "xterm", true),
            (.auto, true, nil, nil, true),
            (.auto, false, nil, "xterm", false), (.auto, true, "1", "xterm", false), (.auto, true, nil, "dumb", false),
            (.always, false, "1", "dumb", true), (.never, true, nil, "xterm", false),
        ] as [(ColorChoice, Bool, String?, String?, Bool)])
    func colourFollowsTheTerminalUnlessTold(
        choice: ColorChoice, isTerminal: Bool, noColor: String?, term: String?, colored: Bool
    ) {
        #expect(Style(choice, isTerminal: isTerminal, noColor: noColor, term: term).isColored == colored)
    }

    @Test func aPipeIsPlainAndAlwaysIsNot() throws {
        let plain = try Program.run("erlang", "--calls", "9", "--aht", "1min")
        #expect(!plain.output.contains("\u{1B}"))
        let colored = try Program.run("erlang", "--calls", "9", "--aht", "1min", "--color", "always")
        #expect(colored.output.contains("\u{1B}[1m"))
    }

    @Test(arguments: [
        (0.0, "0.0 %"), (0.0004, "< 0.1 %"), (0.0005, "0.1 %"), (0.7974, "79.7 %"), (0.9994, "99.9 %"),
        (0.99999, "> 99.9 %"), (1, "100.0 %"),
    ])
    func sharesDoNotPretend(share: Double, text: String) {
        #expect(Quantity.share(share) == text)
    }

    @Test(arguments: [
        (0.0, "0.0 s"), (0.01, "< 0.1 s"), (8.7, "8.7 s"), (119.9, "119.9 s"), (120, "2.0 min"), (7200, "2.0 h"),
    ])
    func timesHaveTheirUnit(seconds: Double, text: String) {
        #expect(Quantity.span(seconds) == text)
    }
}
