/// Where a word stands: a text that was read, a line and a column from 1.
struct Place: Hashable, Comparable, Sendable {
    /// Position in the reading's list of texts: the scenario, then changes and tables as they were met.
    var text: Int
    var line: Int
    /// Counted in Unicode scalars.
    var column: Int

    static func < (a: Place, b: Place) -> Bool {
        (a.text, a.line, a.column) < (b.text, b.line, b.column)
    }
}

/// What a person wrote at a place: one value, a list or a map, its words still unread.
struct Written: Sendable {
    var place: Place
    var content: Content

    enum Content: Sendable {
        case scalar(Scalar)
        case list([Written])
        case map([Pair])
    }

    /// One value as it stands in the file, before anything is made of it.
    struct Scalar: Sendable, Equatable {
        var text: String
        var quoted: Bool

        /// An empty value, `~` or `null`.
        var isNothing: Bool { !quoted && (text.isEmpty || text == "~" || text == "null" || text == "Null") }
    }

    /// A key with its value, in the order of the file.
    struct Pair: Sendable {
        var name: String
        var place: Place
        var value: Written
    }

    init(_ place: Place, _ content: Content) {
        self.place = place
        self.content = content
    }

    var scalar: Scalar? { if case .scalar(let scalar) = content { scalar } else { nil } }
    var list: [Written]? { if case .list(let list) = content { list } else { nil } }
    var map: [Pair]? { if case .map(let pairs) = content { pairs } else { nil } }

    /// The value of a key of this map.
    subscript(key: String) -> Written? { map?.first { $0.name == key }?.value }

    /// This map without some of its keys.
    func without(_ keys: [String]) -> Written {
        map.map { Written(place, .map($0.filter { !keys.contains($0.name) })) } ?? self
    }

    /// What stands here, as it is told in a message: `"80"`, `a list of 33`, `a map with the key mean`.
    var described: String {
        switch content {
        case .scalar(let scalar):
            if scalar.isNothing { return "nothing" }
            return scalar.quoted ? "the text \(quote(scalar.text))" : quote(scalar.text)
        case .list(let list): return list.isEmpty ? "an empty list" : "a list of \(list.count)"
        case .map(let pairs):
            if pairs.isEmpty { return "an empty map" }
            let names = pairs.prefix(4).map(\.name).map(shortened).joined(separator: ", ")
            return "a map with the key\(pairs.count == 1 ? "" : "s") \(names)\(pairs.count > 4 ? ", …" : "")"
        }
    }
}

/// The text in double quotes, cut when it is long.
func quote(_ text: String) -> String { "\"\(shortened(text))\"" }

private func shortened(_ text: String) -> String {
    let line = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : String($0) }
    return line.count <= 60 ? line.joined() : line.prefix(57).joined() + "…"
}

/// `a`, `a and b`, `a, b and c`.
func enumerate(_ words: [String], _ last: String = "and") -> String {
    guard words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(last) " + words[words.count - 1]
}
