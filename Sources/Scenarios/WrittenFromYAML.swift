import Yams

/// Makes the tree of what was written from YAML (and so from JSON), through Yams' node tree.
enum WrittenFromYAML {
    /// Maps and lists may stand in each other this deep.
    static let deepest = 64
    /// Values after anchors are followed; more than this is a bomb.
    static let mostValues = 1_000_000

    /// The root of the one document of a text that was added to the reading; nil after a fault.
    ///
    /// - Parameter at: where a fault of the whole text is shown.
    static func tree(_ content: String, text: Int, reading: Reading) -> Written? {
        let start = Place(text: text, line: 1, column: 1)
        guard !content.unicodeScalars.allSatisfy({ $0.properties.isWhitespace }) else {
            reading.error(start, "expected a scenario, found an empty file", "holdfast init writes one to start from")
            return nil
        }
        if let place = tooDeep(content, text: text) {
            reading.error(place, "expected at most \(deepest) levels of nesting, found more")
            return nil
        }
        if hasBombOfKeys(content) {
            reading.error(start, "expected plain words as keys, found aliases, lists or maps as keys")
            return nil
        }
        guard let (node, renamed) = compose(content, text: text, reading: reading) else { return nil }
        guard let node else {
            reading.error(
                start, "expected a scenario, found only comments", "holdfast init writes one to start from")
            return nil
        }
        var conversion = Conversion(text: text, reading: reading, renamed: renamed)
        return conversion.written(node, depth: 0, fallback: start)
    }

    /// Composes the one document. Yams stops at two equal keys in a map and tells only the first one's place; so the
    /// first is written anew as a word that no text holds, character for character, and the text read again: then all
    /// faults can be told, and both places of the pair.
    private static func compose(_ content: String, text: Int, reading: Reading) -> (Node?, [String: String])? {
        var content = content
        var renamed: [String: String] = [:]
        while true {
            do {
                return (try Yams.compose(yaml: content, .default, .default, .utf8), renamed)
            } catch let error as YamlError {
                if case .duplicatedKeysInMapping(_, let context) = error, renamed.count < 100,
                    let (mended, old, new) = withKeyRenamed(content, at: context.mark, serial: renamed.count)
                {
                    content = mended
                    renamed[new] = old
                    continue
                }
                tell(error, text: text, reading: reading)
                return nil
            } catch {
                reading.error(Place(text: text, line: 1, column: 1), "expected YAML or JSON, found something else")
                return nil
            }
        }
    }

    /// Replaces the key at a mark by a word of private-use characters of the same length.
    private static func withKeyRenamed(
        _ content: String, at mark: Mark, serial: Int
    ) -> (content: String, old: String, new: String)? {
        var scalars = Array(content.unicodeScalars)
        var (line, position) = (1, 0)
        while line < mark.line, position < scalars.count {
            if scalars[position] == "\r", position + 1 < scalars.count, scalars[position + 1] == "\n" { position += 1 }
            if "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalars[position]) { line += 1 }
            position += 1
        }
        position += mark.column - 1
        guard position >= 0, position < scalars.count else { return nil }
        let quote: Unicode.Scalar? = scalars[position] == "\"" || scalars[position] == "'" ? scalars[position] : nil
        let from = quote == nil ? position : position + 1
        var to = from
        while to < scalars.count {
            let scalar = scalars[to]
            if let quote {
                if scalar == quote { break }
                if scalar == "\\" { return nil }
            } else if scalar == ":" || scalar == " " || scalar == "\n" || scalar == "\r" {
                break
            }
            to += 1
        }
        guard to > from, let letter = Unicode.Scalar(0xE000 + UInt32(serial)) else { return nil }
        let old = String(String.UnicodeScalarView(scalars[from..<to]))
        guard !old.unicodeScalars.contains(where: { (0xE000..<0xE100).contains($0.value) }) else { return nil }
        for index in from..<to { scalars[index] = letter }
        let new = String(String.UnicodeScalarView(scalars[from..<to]))
        return (String(String.UnicodeScalarView(scalars)), old, new)
    }

    /// The place where a text nests too deep, by brackets or by indentation; a cheap look before anything is built.
    /// Brackets in quotes count too, which no honest text will notice. The YAML library has a bound of its own.
    private static func tooDeep(_ content: String, text: Int) -> Place? {
        var (line, column, flow) = (1, 0, 0)
        var indents: [Int] = []
        var indent = 0
        var beforeFirstWord = true
        for byte in content.utf8 {
            if byte & 0xC0 != 0x80 { column += 1 }
            switch byte {
            case 0x0A:
                (line, column, indent, beforeFirstWord) = (line + 1, 0, 0, true)
                continue
            case 0x20 where beforeFirstWord:
                indent += 1
                continue
            case 0x0D: continue
            case 0x5B, 0x7B: flow += 1
            case 0x5D, 0x7D: flow = max(0, flow - 1)
            default: break
            }
            if beforeFirstWord {
                beforeFirstWord = false
                if byte != 0x23 {
                    while let last = indents.last, last >= indent { indents.removeLast() }
                    indents.append(indent)
                }
            }
            if flow + indents.count > deepest + 1 { return Place(text: text, line: line, column: column) }
        }
        return nil
    }

    /// True when many aliases meet keys that are not plain words: comparing such keys can take forever.
    private static func hasBombOfKeys(_ content: String) -> Bool {
        var aliases = 0
        var oddKeys = false
        var previous: UInt8 = 0x0A
        var inAliasAtStart = false
        var afterClosing = false
        for byte in content.utf8 {
            if previous == 0x2A, byte > 0x20 {
                aliases += 1
                inAliasAtStart = true
            }
            if previous == 0x3F, byte <= 0x20 { oddKeys = true }
            if byte == 0x3A, inAliasAtStart || afterClosing { oddKeys = true }
            if byte == 0x0A || byte == 0x2C { inAliasAtStart = false }
            if byte == 0x5D || byte == 0x7D { afterClosing = true } else if byte > 0x20 { afterClosing = false }
            previous = byte
        }
        return aliases > 16 && oddKeys
    }

    private static func tell(_ error: YamlError, text: Int, reading: Reading) {
        func place(_ mark: Mark) -> Place { Place(text: text, line: mark.line, column: mark.column) }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            if let context, context.text.contains("quoted"), problem.contains("end of stream") {
                reading.error(place(context.mark), "expected a closing quote, found the end of the text")
                return
            }
            let open = context.flatMap {
                $0.text.contains("flow") && $0.mark.line != mark.line ? "it begins in line \($0.mark.line)" : nil
            }
            reading.error(place(mark), "expected YAML or JSON: \(plain(problem))", open ?? advice(problem))
        case .composer(_, let problem, let mark, _):
            if problem.contains("another document") {
                reading.error(place(mark), "expected one scenario in a file, found a second document")
            } else {
                reading.error(place(mark), "expected YAML or JSON: \(plain(problem))", advice(problem))
            }
        case .duplicatedKeysInMapping(let names, let context):
            reading.error(
                place(context.mark), "the key \(names.map(quote).joined(separator: ", ")) stands twice in one map")
        case .reader:
            reading.error(controlCharacter(text: text, reading), "expected text, found a control character")
        default:
            reading.error(Place(text: text, line: 1, column: 1), "expected YAML or JSON, found something else")
        }
    }

    /// The library's words, made into a sentence that starts with what was found.
    private static func plain(_ problem: String) -> String {
        switch problem {
        case "mapping values are not allowed in this context": "a colon stands where no key can be"
        case "found character that cannot start any token": "found a character that cannot start a value"
        case "did not find expected key": "found no key where one should stand"
        case "could not find expected ':'": "found a key without its colon"
        case "did not find expected ',' or ']'": "found a list that is not closed, or lacks a comma"
        case "did not find expected ',' or '}'": "found a map that is not closed, or lacks a comma"
        case "found unexpected end of stream": "found the end of the file within quotes"
        case "did not find expected '-' indicator": "found a list whose entries do not stand in one column"
        case "found undefined alias": "found an alias of which no anchor is known"
        case "did not find expected <document start>": "found more text after the end of the scenario"
        default: problem
        }
    }

    private static func advice(_ problem: String) -> String? {
        switch problem {
        case "found character that cannot start any token":
            "indent with spaces, not tabs; quote values that start with @, ` or %"
        case "did not find expected key", "mapping values are not allowed in this context",
            "could not find expected ':'":
            "keys of one map stand in one column; a value that holds a colon and a space needs quotes"
        default: nil
        }
    }

    private static func controlCharacter(text: Int, _ reading: Reading) -> Place {
        var place = Place(text: text, line: 1, column: 1)
        for scalar in reading.texts[text].content.unicodeScalars {
            if scalar == "\n" {
                place = Place(text: text, line: place.line + 1, column: 1)
                continue
            }
            let value = scalar.value
            let control =
                value < 0x20 && value != 9 && value != 13 || value == 0x7F || 0x80..<0xA0 ~= value && value != 0x85
            if control || [0xFFFE, 0xFFFF, 0xFEFF].contains(value) { return place }
            place.column += 1
        }
        return Place(text: text, line: 1, column: 1)
    }

    /// Turns Yams' nodes into ours, within bounds.
    private struct Conversion {
        let text: Int
        let reading: Reading
        let renamed: [String: String]
        var values = 0
        var refused = false

        init(text: Int, reading: Reading, renamed: [String: String]) {
            self.text = text
            self.reading = reading
            self.renamed = renamed
        }

        mutating func written(_ node: Node, depth: Int, fallback: Place) -> Written? {
            let place = node.mark.map { Place(text: text, line: $0.line, column: $0.column) } ?? fallback
            values += 1
            if refused { return nil }
            guard depth <= deepest else {
                return refuse(place, "expected at most \(deepest) levels of nesting, found more")
            }
            guard values <= mostValues else {
                return refuse(
                    place, "expected at most \(mostValues) values, found more; aliases count each time they are used")
            }
            switch node {
            case .scalar(let scalar):
                let quoted = scalar.style != .plain && scalar.style != .any
                let tag = scalar.tag.description
                if !tag.isEmpty, tag != "!", !(quoted && tag == "tag:yaml.org,2002:str") {
                    reading.error(place, "expected a plain value, found the tag \(quote(tag))", "leave the tag out")
                }
                return Written(place, .scalar(.init(text: scalar.string, quoted: quoted)))
            case .sequence(let sequence):
                var list: [Written] = []
                list.reserveCapacity(sequence.count)
                for entry in sequence {
                    guard let entry = written(entry, depth: depth + 1, fallback: place) else { return nil }
                    list.append(entry)
                }
                return Written(place, .list(list))
            case .mapping(let mapping):
                return map(mapping, place, depth: depth)
            case .alias:
                return refuse(place, "expected a value, found an alias")
            }
        }

        private mutating func map(_ mapping: Node.Mapping, _ place: Place, depth: Int) -> Written? {
            var pairs: [Written.Pair] = []
            var firstLines: [String: Int] = [:]
            for (key, value) in mapping {
                let at = key.mark.map { Place(text: text, line: $0.line, column: $0.column) } ?? place
                guard case .scalar(let scalar) = key else {
                    return refuse(at, "expected a plain word as a key, found a list or a map")
                }
                guard let value = written(value, depth: depth + 1, fallback: at) else { return nil }
                let name = renamed[scalar.string] ?? scalar.string
                if let line = firstLines[name] {
                    reading.error(at, "the key \(quote(name)) stands twice in one map; first in line \(line)")
                    continue
                }
                firstLines[name] = at.line
                pairs.append(.init(name: name, place: at, value: value))
            }
            return Written(place, .map(pairs))
        }

        private mutating func refuse(_ place: Place, _ message: String) -> Written? {
            refused = true
            reading.error(place, message)
            return nil
        }
    }
}
