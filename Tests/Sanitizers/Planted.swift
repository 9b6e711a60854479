// What the sanitizers must find, or not: without this, one that finds nothing would look like code without faults.
//
//   race      two threads add to one number: the thread sanitizer ends the program with code 66
//   locked    the same under a lock that they fight for: nothing to find
//   overflow  writes one number beyond those allocated: the address sanitizer ends the program
//   freed     reads a number that was given back: likewise
//   within    does neither: nothing to find

import Glibc
import Synchronization

final class Numbers: @unchecked Sendable {
    let first = UnsafeMutablePointer<Int>.allocate(capacity: 8)
    let lock = Mutex(())
    init() { first.initialize(repeating: 0, count: 8) }
}

/// A length that the optimiser does not know.
let length = CommandLine.arguments.count + 6

/// Does something on two threads, of which neither waits for the other.
func onTwoThreads(_ numbers: Numbers, _ body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?) {
    let argument = Unmanaged.passRetained(numbers).toOpaque()
    let threads = UnsafeMutablePointer<pthread_t>.allocate(capacity: 2)
    for number in 0..<2 { pthread_create(threads + number, nil, body, argument) }
    for number in 0..<2 { pthread_join(threads[number], nil) }
}

func numbers(_ argument: UnsafeMutableRawPointer?) -> Numbers {
    Unmanaged<Numbers>.fromOpaque(argument!).takeUnretainedValue()
}

func race(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    let numbers = numbers(argument)
    // Few: the sanitizer tells of an access only while it remembers where it was made.
    for number in 0..<50 { numbers.first.pointee &+= number }
    return nil
}

func locked(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    let numbers = numbers(argument)
    for number in 0..<100_000 { numbers.lock.withLock { _ in numbers.first.pointee &+= number } }
    return nil
}

let given = Numbers()
switch CommandLine.arguments.dropFirst().first {
case "race":
    onTwoThreads(given, race)
    print(given.first.pointee)
case "locked":
    onTwoThreads(given, locked)
    print(given.first.pointee)
case "overflow":
    for place in 0...length { given.first[place] = place }
    print(given.first[length - 1])
case "freed":
    given.first.deallocate()
    print(given.first[length - 1])
case "within":
    for place in 0..<length { given.first[place] = place }
    print(given.first[length - 1])
    given.first.deallocate()
default: fatalError("race, locked, overflow, freed or within")
}
