import Testing

/// A contact's story to its end: passed on from desk to desk.
@Suite struct TraceCommandTests {
    /// Every caller talks for 100 s, and is then handed over in 20 s to a desk that is never busy, for 200 s more.
    private static let twoDesks = """
        holdfast: 1
        name: Two desks
        day: {opens: "09:00", closes: "10:00", interval: 1 h}
        customers:
          callers:
            arrivals: {per_hour: 12}
            handle_time: {constant: 100 s}
            transfers: [{to: claims, probability: 100%, warm: {hand_over: {constant: 20 s}}}]
          claims: {arrivals: {per_hour: 1}, handle_time: {constant: 200 s}}
        agents:
          reception: {serves: [callers], staff: 40}
          desk: {serves: [claims], staff: 40}

        """

    @Test func aTransferIsToldToItsEnd() throws {
        try SmallCentre.withFile(Self.twoDesks) { file in
            let told = try Program.run("trace", file, "--contact", "callers:1")
            let sentences = told.output.split(separator: "\n").dropFirst().map { line in
                // The clock is the only thing that is drawn.
                line.replacing(#/\d\d:\d\d:\d\d\.\d/#, with: "…")
            }
            #expect(
                sentences == [
                    "An agent was free: an agent of reception answered at once.",
                    "They talked for 1 min 40 s; at … the customer was passed on to claims.",
                    "An agent was free: an agent of desk took over at once.",
                    "The agent before had stayed, and told the story for 20.0 s.",
                    "They talked for 3 min 20 s; the customer hung up at ….",
                ], "\(told.errors)")
        }
    }

    /// A row is a contact: it ends when the last of its legs does.
    @Test func aRowEndsWithTheLastLeg() throws {
        try SmallCentre.withFile(Self.twoDesks) { file in
            let traced = rows(ofCSV: try Program.run("trace", file, "--format", "csv").output)
            #expect(traced.contains { $0["class"] == "callers" })
            for row in traced {
                let stay = (Double(row["left_s"] ?? "") ?? .nan) - (Double(row["arrived_s"] ?? "") ?? .nan)
                let isCaller = row["class"] == "callers"
                #expect(row["transfers"] == (isCaller ? "1" : "0"))
                #expect(abs(stay - (isCaller ? 320 : 200)) < 1e-6)
            }
        }
    }
}
