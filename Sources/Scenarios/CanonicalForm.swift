import Randomness

/// A scenario as one text that is the same for the same scenario: units made seconds and shares, tables read from their
/// files, keys and names sorted. The order in which classes and groups are written down orders the rows of a report and
/// moves no number, so it is not part of what the scenario is; lists keep their order, which says who comes first.
struct CanonicalForm {
    let reading: Reading

    func text(_ node: Written, _ shape: Shape) -> String {
        guard let fitting = shape.fitting(node) else { return plain(node) }
        switch fitting {
        case .scalar: return scalar(node, shape.scalarKinds)
        case .list(let element, _):
            return "[" + (node.list ?? []).map { text($0, element) }.joined(separator: ",") + "]"
        case .entry(let entry): return self.entry(node, entry)
        case .named(let element, _), .byDay(let element):
            return sorted((node.map ?? []).map { ($0.name, text($0.value, element)) })
        case .distribution, .timedDistribution, .timedDistributionBeside: return distribution(node)
        case .oneOf: return plain(node)
        }
    }

    private func entry(_ node: Written, _ entry: Entry) -> String {
        var parts: [(String, String)] = []
        for pair in node.map ?? [] where pair.name != "file" && pair.name != "column" {
            parts.append((pair.name, entry[pair.name].map { text(pair.value, $0.holds) } ?? plain(pair.value)))
        }
        if entry.noun == Keys.windowFile.noun { return windows(node) }
        guard node["file"] != nil, let column = node["column"] else { return sorted(parts) }
        let rows = (column.list ?? [column]).map { cells(node, $0) }
        let table = column.list == nil ? rows[0] : "[" + rows.joined(separator: ",") + "]"
        return parts.isEmpty ? table : sorted(parts + [("per_interval", table)])
    }

    private func cells(_ node: Written, _ column: Written) -> String {
        guard let file = node["file"], let name = file.word, let word = column.word,
            let table = reading.table(file: name, at: file.place),
            let cells = table.column(word, at: column.place, reading: reading)
        else { return "null" }
        return "[" + cells.map(plain).joined(separator: ",") + "]"
    }

    /// The columns of a file of windows that are read.
    private func windows(_ node: Written) -> String {
        guard let file = node["file"], let name = file.word, let table = reading.table(file: name, at: file.place)
        else { return "null" }
        return sorted(
            Keys.windowColumns.filter(table.header.contains).map { column in
                let cells = table.column(column, at: file.place, reading: reading) ?? []
                return (column, "[" + cells.map(plain).joined(separator: ",") + "]")
            })
    }

    private func distribution(_ node: Written) -> String {
        var parts: [(String, String)] = []
        for pair in node.map ?? [] {
            if pair.name == Keys.byTime {
                parts.append((pair.name, "[" + (pair.value.list ?? []).map(distribution).joined(separator: ",") + "]"))
            } else if pair.name == Keys.timed.name {
                parts.append((pair.name, scalar(pair.value, [.clock])))
            } else if let family = Distribution.families.first(where: { $0.name == pair.name }) {
                parts.append((pair.name, parameters(pair.value, family)))
            } else {
                parts.append((pair.name, plain(pair.value)))
            }
        }
        return sorted(parts)
    }

    private func parameters(_ node: Written, _ family: DistributionFamily) -> String {
        if node["file"] != nil {
            let columns = (node.map ?? []).filter { $0.name != "file" }
            return sorted(
                columns.map { pair in
                    let kind = family.forms.joined().first { $0.name == pair.name }?.kind
                    let isColumn = pair.name == "column" || kind?.cell != nil
                    return (pair.name, isColumn ? cells(node, pair.value) : plain(pair.value))
                })
        }
        if let bare = family.bare, node.map == nil || bare.kind == .distribution && node[bare.name] == nil {
            return text(node, Shape.of(bare.kind))
        }
        let parameters = family.forms.joined()
        return sorted(
            (node.map ?? []).map { pair in
                let kind = parameters.first { $0.name == pair.name }?.kind
                return (pair.name, kind.map { text(pair.value, Shape.of($0)) } ?? plain(pair.value))
            })
    }

    private func scalar(_ node: Written, _ kinds: [ScalarKind]) -> String {
        guard let scalar = node.scalar else { return plain(node) }
        for kind in kinds {
            switch kind {
            case .text, .word, .weekdays: continue
            default: if let value = kind.value(scalar) { return Decimal.text(value) }
            }
        }
        return JSON.text(scalar.text).rendered()
    }

    private func plain(_ node: Written) -> String {
        switch node.content {
        case .scalar(let scalar):
            return Decimal.value(scalar.text).map(Decimal.text) ?? JSON.text(scalar.text).rendered()
        case .list(let list): return "[" + list.map(plain).joined(separator: ",") + "]"
        case .map(let pairs): return sorted(pairs.map { ($0.name, plain($0.value)) })
        }
    }

    private func sorted(_ parts: [(String, String)]) -> String {
        "{" + parts.sorted { $0.0 < $1.0 }.map { key($0.0) + $0.1 }.joined(separator: ",") + "}"
    }

    private func key(_ name: String) -> String { JSON.text(name).rendered() + ":" }
}
