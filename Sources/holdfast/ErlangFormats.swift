import QueueTheory

extension ErlangAnswer {
    /// A number by its fixed name; shares 0–1, times in seconds, nil is no data.
    private struct Entry {
        var name: String
        var value: Double?
        var unit: String
        var within: Double?
    }

    private func entries(_ state: SteadyState?) -> [Entry] {
        [
            Entry(
                name: "service_level", value: state?.serviceLevel(within: within), unit: "share", within: within),
            Entry(
                name: "service_level_good", value: state?.serviceLevelGood(within: within), unit: "share",
                within: within),
            Entry(
                name: "service_level_answered", value: state?.serviceLevelAnswered(within: within), unit: "share",
                within: within),
            Entry(
                name: "service_level_neutral", value: state?.serviceLevelNeutral(within: within), unit: "share",
                within: within),
            Entry(name: "asa", value: state?.asa, unit: "s"),
            Entry(name: "wait_mean", value: state?.waitMean, unit: "s"),
            Entry(name: "wait_delayed_mean", value: state?.waitDelayedMean, unit: "s"),
            Entry(name: "wait_p90", value: state?.waitQuantile(0.9), unit: "s"),
            Entry(name: "abandoned_wait_mean", value: state?.abandonedWaitMean, unit: "s"),
            Entry(name: "abandonment", value: state?.abandonment, unit: "share"),
            Entry(name: "blocking", value: state?.blocking, unit: "share"),
            Entry(name: "delayed", value: state?.delayed, unit: "share"),
            Entry(name: "occupancy", value: state?.occupancy, unit: "share"),
            Entry(name: "queue_mean", value: state?.queueMean, unit: "contacts"),
        ]
    }

    /// The answer for programs: one object, `models` with the formulas in the order B, C, A.
    func json() -> String {
        var out = "{\n"
        out += "  \"holdfast\": \"\(Holdfast.version)\", \"format\": 1, \"kind\": \"erlang\",\n"
        out += "  \"arrivals_per_s\": \(number(arrivals / per)), \"handle_time_s\": \(number(handleTime)), "
        out += "\"patience_s\": \(number(patience)), \"lines\": \(lines.map(String.init) ?? "null"), "
        out += "\"load_erlangs\": \(number(load)),\n"
        out += "  \"models\": [\n"
        out += models.map(object).joined(separator: ",\n")
        return out + "\n  ]\n}\n"
    }

    private func object(_ answer: ErlangModelAnswer) -> String {
        let measures = entries(answer.state).map { entry in
            let threshold = entry.within.map { ", \"within_s\": \(number($0))" } ?? ""
            return
                "        \"\(entry.name)\": {\"value\": \(number(entry.value)), \"unit\": \"\(entry.unit)\"\(threshold)}"
        }
        var out =
            "    {\"model\": \"\(answer.model.rawValue)\", \"agents\": \(answer.agents.map(String.init) ?? "null"), "
        out += "\"stable\": \(answer.state != nil), "
        out += "\"agents_needed\": \(answer.staffing.map { String($0.agents) } ?? "null"),\n"
        out += "      \"measures\": {\n" + measures.joined(separator: ",\n") + "\n      }}"
        return out
    }

    /// A tidy table: a row a measure and formula. Measures without data have an empty value.
    func csv() -> String {
        var rows = ["measure,model,agents,within_s,value,unit"]
        for answer in models {
            let agents = answer.agents.map(String.init) ?? ""
            if let needed = answer.staffing?.agents {
                rows.append("agents_needed,\(answer.model.rawValue),,,\(needed),agents")
            }
            for entry in entries(answer.state) {
                let threshold = entry.within.map(Self.shortest) ?? ""
                let value = entry.value.map(Self.shortest) ?? ""
                rows.append("\(entry.name),\(answer.model.rawValue),\(agents),\(threshold),\(value),\(entry.unit)")
            }
        }
        return rows.joined(separator: "\n") + "\n"
    }

    /// The shortest decimal that reads back as the same number, without `.0`; no data is `null`.
    private func number(_ value: Double?) -> String { value.map(Self.shortest) ?? "null" }

    private static func shortest(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
