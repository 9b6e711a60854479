import Testing

@testable import Scenarios

/// A path with a list of values, and the changes that it stands for.
@Suite struct VariationTests {
    @Test(arguments: [
        ("agents.a.staff=[1, 2]", ["agents.a.staff=1", "agents.a.staff=2"]),
        ("agents.a.staff=10,12 , 14", ["agents.a.staff=10", "agents.a.staff=12", "agents.a.staff=14"]),
        ("agents.a.staff=[1, 2], [3, 4]", ["agents.a.staff=[1, 2]", "agents.a.staff=[3, 4]"]),
        ("policy.quote=none, {fixed: {text: 'a, b'}}", ["policy.quote=none", "policy.quote={fixed: {text: 'a, b'}}"]),
        ("agents.*.staff*=[ 0.9,1 ]", ["agents.*.staff*=0.9", "agents.*.staff*=1"]),
        ("agents.a.staff=[[1, 2], [3, 4]]", ["agents.a.staff=[1, 2]", "agents.a.staff=[3, 4]"]),
        (
            "policy.callbacks=[none, {promise: {window: [1 min, 2 min]}}]",
            ["policy.callbacks=none", "policy.callbacks={promise: {window: [1 min, 2 min]}}"]
        ),
        ("name=['a, b', \"c]\"]", ["name='a, b'", "name=\"c]\""]),
    ])
    func eachValueIsAChange(text: String, changes: [String]) throws {
        #expect(try Change.variations(text).map(\.text) == changes)
    }

    @Test(arguments: [
        ("agents.a.staff=3", "expected values with commas between them, found \"3\""),
        ("agents.a.staff=3,", "expected values between the commas, found \"3,\""),
        ("agents.a.staff=[]", "expected values between the commas, found \"[]\""),
        ("agents.a.staff=[1,,2]", "expected values between the commas, found \"[1,,2]\""),
        ("agents.a.staff", "expected PATH=VALUE, found no ="),
    ])
    func whatIsNoListIsRefused(text: String, message: String) {
        let error = #expect(throws: ScenarioError.self) { try Change.variations(text) }
        #expect(error?.faults.map(\.message) == [message])
    }

    @Test func theLastNameIsEnough() throws {
        #expect(try Change("agents.*.staff+=1").short == "staff+=1")
        #expect(try Change("targets[0].at_least=70%").short == "at_least=70%")
        #expect(try Change("targets[0]=x").short == "targets[0]=x")
    }
}
