/// What a newcomer sees who types `holdfast` and nothing else: at most 12 lines.
enum Welcome {
    /// A line to try for each command, in the order in which a newcomer wants them.
    static let invitations: [(command: String, line: String, tells: String)] = [
        ("run", "holdfast run scenarios/bank-day.yaml", "a bank's ordinary day, simulated"),
        ("compare", "holdfast compare today.yaml tomorrow.yaml", "which is better, on the same customers"),
        ("staff", "holdfast staff my-centre.yaml", "the fewest agents that keep every target"),
        ("promise", "holdfast promise my-centre.yaml", "callback windows and waits that can be kept"),
        ("trace", "holdfast trace scenarios/bank-day.yaml", "a bank's day, caller by caller"),
        ("init", "holdfast init my-centre.yaml", "a scenario of your own to start from"),
        ("check", "holdfast check my-centre.yaml", "what is wrong with it, all at once"),
        ("erlang", "holdfast erlang --calls 360 --handle-time 4min", "agents for 80/20 by the textbook"),
    ]

    static func text(commands: [String]) -> String {
        let built = invitations.filter { commands.contains($0.command) }
        let width = built.map(\.line.count).max() ?? 0
        var lines = ["Holdfast \(Holdfast.version) simulates call centres, and tells how sure each number is.", ""]
        for invitation in built {
            let space = String(repeating: " ", count: width - invitation.line.count + 3)
            lines.append("  " + invitation.line + space + invitation.tells)
        }
        lines += ["", "holdfast --help lists the commands, holdfast help COMMAND explains one."]
        return lines.joined(separator: "\n") + "\n"
    }
}
