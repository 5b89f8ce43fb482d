import Forecasting
import Synchronization
import Testing

@Suite("OrderedWork")
struct OrderedWorkTests {
  struct Stop: Error, Equatable {}

  @Test(
    "results are delivered in input order for any number of jobs and any chunk",
    arguments: [0, 1, 2, 5, 16], [0, 1, 3, 100])
  func order(jobs: Int, chunk: Int) async throws {
    for count in [0, 1, 7, 200] {
      var delivered: [Int] = []
      try await OrderedWork(jobs: jobs, chunk: chunk).run(count) { index in
        // Early items take longest, so that later ones finish before them.
        (0..<(200 - index) * 5).reduce(index * index) { sum, _ in sum }
      } deliver: { index, result in
        #expect(result == index * index)
        delivered.append(index)
      }
      #expect(delivered == Array(0..<count))
    }
  }

  @Test("no more items are at work than jobs")
  func bounded() async throws {
    let state = Mutex((running: 0, most: 0))
    try await OrderedWork(jobs: 3, chunk: 2).run(120) { index in
      state.withLock {
        $0.running += 1
        $0.most = max($0.most, $0.running)
      }
      defer { state.withLock { $0.running -= 1 } }
      return (0..<2000).reduce(index) { sum, _ in sum }
    } deliver: { index, result in
      #expect(index == result)
    }
    state.withLock { #expect($0.running == 0 && $0.most <= 3) }
  }

  @Test("an error of the receiver ends the work and is thrown")
  func receiverError() async {
    let started = Mutex(0)
    var delivered = 0
    await #expect(throws: Stop()) {
      try await OrderedWork(jobs: 2, chunk: 1).run(10_000) { index in
        started.withLock { $0 += 1 }
        return index
      } deliver: { index, _ in
        guard index < 5 else { throw Stop() }
        delivered += 1
      }
    }
    #expect(delivered == 5)
    started.withLock { #expect($0 < 10_000) }
  }

  @Test("cancelling ends the work with CancellationError")
  func cancellation() async {
    let task = Task {
      try await OrderedWork(jobs: 2, chunk: 1).run(1_000_000) {
        $0
      } deliver: { index, _ in
        if index == 10 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("what is finished when the work is cancelled is delivered in order, up to the first gap")
  func cancelledPrefix() async {
    let begun = Mutex(0)
    let delivered = Mutex<[Int]>([])
    let task = Task {
      try await OrderedWork(jobs: 2, chunk: 7).run(10_000) { index in
        begun.withLock { $0 += 1 }
        return index
      } deliver: { index, result in
        delivered.withLock { $0.append(result) }
        if index == 30 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    delivered.withLock { #expect($0 == Array($0.indices) && $0.count > 30) }
    begun.withLock { #expect($0 < 10_000) }
  }

  @Test("behind a slow first item others wait: fewer than 4 · jobs · chunk results pile up")
  func slowHead() async throws {
    let (jobs, chunk) = (2, 3)
    let delivered = Mutex(0)
    let farthest = Mutex(0)
    try await OrderedWork(jobs: jobs, chunk: chunk).run(400) { index in
      let ahead = index - delivered.withLock { $0 }
      farthest.withLock { $0 = max($0, ahead) }
      return (0..<(index == 0 ? 3_000_000 : 10)).reduce(index) { sum, _ in sum }
    } deliver: { index, result in
      #expect(index == result)
      delivered.withLock { $0 += 1 }
    }
    #expect(delivered.withLock { $0 } == 400)
    #expect(farthest.withLock { $0 } < (4 * jobs + 1) * chunk)
  }
}
