/// How text is dressed. Whether a terminal shows colours, and which letters it knows, is for the caller to find out.
public struct Palette: Sendable {
    public var bold: @Sendable (String) -> String
    public var dim: @Sendable (String) -> String
    public var met: @Sendable (String) -> String
    public var missed: @Sendable (String) -> String
    public var undecided: @Sendable (String) -> String
    /// False where only ASCII can be shown.
    public var isUnicode: Bool

    public init(
        bold: @escaping @Sendable (String) -> String, dim: @escaping @Sendable (String) -> String,
        met: @escaping @Sendable (String) -> String, missed: @escaping @Sendable (String) -> String,
        undecided: @escaping @Sendable (String) -> String, isUnicode: Bool = true
    ) {
        self.bold = bold
        self.dim = dim
        self.met = met
        self.missed = missed
        self.undecided = undecided
        self.isUnicode = isUnicode
    }

    /// No colours, all letters.
    public static let plain = Palette(
        bold: { $0 }, dim: { $0 }, met: { $0 }, missed: { $0 }, undecided: { $0 })

    /// No colours, ASCII only.
    public static let ascii: Palette = {
        var palette = plain
        palette.isUnicode = false
        return palette
    }()

    var dot: String { isUnicode ? "·" : "|" }
    var plusMinus: String { isUnicode ? "±" : "+/-" }

    func bound(_ atLeast: Bool) -> String {
        isUnicode ? (atLeast ? "≥" : "≤") : (atLeast ? ">=" : "<=")
    }

    /// A share as one mark; nil is a gap.
    func bar(_ share: Double?) -> String {
        guard let share else { return " " }
        let inside = min(max(share, 0), 1)
        if isUnicode {
            let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
            return bars[min(7, Int(inside * 8))]
        }
        return String(min(9, Int(inside * 10)))
    }

    /// A scenario's own names as one line can hold them: without control characters, which could move the cursor or
    /// recolour the terminal, and without letters beyond ASCII where only that is known.
    func shown(_ text: String) -> String {
        let visible = String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
        return isUnicode ? visible : String(visible.map { $0.isASCII ? $0 : "?" })
    }
}
