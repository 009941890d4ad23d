/// Requests in order of arrival, taken from the front.
struct RequestQueue: Sendable {
  private var requests: [ArrivingRequest] = []
  private var head = 0

  var count: Int { requests.count - head }
  var isEmpty: Bool { head == requests.count }
  var first: ArrivingRequest? { isEmpty ? nil : requests[head] }
  /// When the first one arrived; infinite if there is none.
  var firstArrival: Double { isEmpty ? .infinity : requests[head].arrival }

  /// How many have arrived by `time`, counted up to `limit`.
  func arrivals(by time: Double, atMost limit: Int) -> Int {
    var found = 0
    while found < limit, head + found < requests.count, requests[head + found].arrival <= time {
      found += 1
    }
    return found
  }

  mutating func append(_ request: ArrivingRequest) { requests.append(request) }

  mutating func removeFirst() {
    head += 1
    if head == requests.count {
      requests.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 4096, head * 2 >= requests.count {
      requests.removeFirst(head)
      head = 0
    }
  }
}
