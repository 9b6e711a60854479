import Testing

@testable import Engine

@Suite struct InvariantsTests {
    @Test(arguments: [("0", 0), ("1", 1), ("32", 32), ("-1", 0), ("yes", 1), ("", 1)] as [(String, Int)])
    func theEnvironmentSaysHowOften(asked: String, oneIn: Int) {
        #expect(Invariants.oneIn(asked: asked) == oneIn)
    }

    @Test func debugBuildsNeedNotBeAsked() {
        #if DEBUG
        #expect(Invariants.oneIn(asked: nil) == 1)
        #else
        #expect(Invariants.oneIn(asked: nil) == 0)
        #endif
    }
}
