extension Inflater {
  /// How many bytes of the input one step may look at: two loads of eight, the second up to seven further on.
  static let inputPerStep = 16
  /// The most that one step writes past the end that it was given: six literals, the longest repeat and the rest of the
  /// words that it is copied by.
  static let outputPerStep = 6 + 258 + 15

  /// Decodes whole steps, of up to six literals and a repeat each, while the input and the output hold one with certainty.
  ///
  /// It stops before what it does not take: the end of the input, of the piece or of the block, or a fault. ``inflate`` goes
  /// on from there symbol by symbol.
  @inline(never)
  static func inflateSteps(
    _ literals: HuffmanCode, _ distances: HuffmanCode, _ reader: inout GzipBits,
    into output: inout [UInt8], _ end: inout Int, to limit: Int
  ) {
    typealias Code = HuffmanCode
    let (literalTable, distanceTable) = (literals.table.span, distances.table.span)
    let literalMask = UInt64(1) &<< UInt64(literals.rootBits) &- 1
    let distanceMask = UInt64(1) &<< UInt64(distances.rootBits) &- 1
    let loaded = reader.loaded
    let input = loaded.span
    var (bits, count, position) = (reader.bits, reader.count, reader.position)
    let lastInput = input.count &- inputPerStep
    let limit = min(limit, output.count &- outputPerStep)
    var out = output.mutableSpan
    var bytes = unsafe out.mutableBytes
    var place = end

    while place < limit, position <= lastInput {
      bits |= LogBytes.word(input, at: position) &<< UInt64(truncatingIfNeeded: count)
      position &+= (63 &- count) &>> 3
      count |= 56
      var entry = literalTable[Int(truncatingIfNeeded: bits & literalMask)]
      if entry & Code.isLiteral != 0 {
        take(entry, &bits, &count, &bytes, &place)
        entry = literalTable[Int(truncatingIfNeeded: bits & literalMask)]
        if entry & Code.isLiteral != 0 {
          take(entry, &bits, &count, &bytes, &place)
          entry = literalTable[Int(truncatingIfNeeded: bits & literalMask)]
          if entry & Code.isLiteral != 0 {
            take(entry, &bits, &count, &bytes, &place)
            continue
          }
        }
        // A repeat takes up to 48 bits.
        bits |= LogBytes.word(input, at: position) &<< UInt64(truncatingIfNeeded: count)
        position &+= (63 &- count) &>> 3
        count |= 56
      }
      // What is taken from here on counts only once all of the repeat is good.
      var (rest, restCount) = (bits, count)
      if entry & Code.isSpecial != 0 {
        guard entry & Code.isTable != 0 else { break }
        drop(Code.allBits(entry), &rest, &restCount)
        entry =
          literalTable[
            Code.base(entry) &+ Int(truncatingIfNeeded: rest) & (1 &<< Code.wordBits(entry) &- 1)]
        if entry & Code.isLiteral != 0 {
          take(entry, &rest, &restCount, &bytes, &place)
          (bits, count) = (rest, restCount)
          continue
        }
        guard entry & Code.isSpecial == 0 else { break }
      }
      let length = Code.base(entry) &+ addition(entry, rest)
      drop(Code.allBits(entry), &rest, &restCount)
      var far = distanceTable[Int(truncatingIfNeeded: rest & distanceMask)]
      if far & Code.isSpecial != 0 {
        guard far & Code.isTable != 0 else { break }
        drop(Code.allBits(far), &rest, &restCount)
        far =
          distanceTable[
            Code.base(far) &+ Int(truncatingIfNeeded: rest) & (1 &<< Code.wordBits(far) &- 1)]
        guard far & Code.isSpecial == 0 else { break }
      }
      let distance = Code.base(far) &+ addition(far, rest)
      drop(Code.allBits(far), &rest, &restCount)
      guard distance <= place else { break }
      (bits, count) = (rest, restCount)
      copy(length, from: distance, &bytes, at: place)
      place &+= length
    }
    end = place
    reader.resume(bits, count, at: position)
  }

  /// Takes one or two literals.
  @inline(__always)
  private static func take(
    _ entry: HuffmanCode.Entry, _ bits: inout UInt64, _ count: inout Int,
    _ bytes: inout MutableRawSpan, _ place: inout Int
  ) {
    drop(HuffmanCode.allBits(entry), &bits, &count)
    bytes.storeBytes(
      of: UInt16(truncatingIfNeeded: entry &>> 8).littleEndian, toByteOffset: place, as: UInt16.self
    )
    place &+= 1 &+ Int(truncatingIfNeeded: (entry &>> 28) & 1)
  }

  @inline(__always)
  private static func drop(_ wanted: Int, _ bits: inout UInt64, _ count: inout Int) {
    bits &>>= UInt64(truncatingIfNeeded: wanted)
    count &-= wanted
  }

  /// The number in the bits behind a word.
  @inline(__always)
  static func addition(_ entry: HuffmanCode.Entry, _ bits: UInt64) -> Int {
    let all = bits & (1 &<< UInt64(truncatingIfNeeded: HuffmanCode.allBits(entry)) &- 1)
    return Int(truncatingIfNeeded: all &>> UInt64(truncatingIfNeeded: HuffmanCode.wordBits(entry)))
  }

  /// Repeats earlier bytes by whole words, which may write up to 15 bytes too many; what follows overwrites them.
  @inline(__always)
  private static func copy(
    _ length: Int, from distance: Int, _ bytes: inout MutableRawSpan, at start: Int
  ) {
    var place = start
    let end = start &+ length
    if distance >= 16 {
      repeat {
        bytes.storeBytes(
          of: unsafe bytes.unsafeLoadUnaligned(
            fromByteOffset: place &- distance, as: SIMD16<UInt8>.self),
          toByteOffset: place, as: SIMD16<UInt8>.self)
        place &+= 16
      } while place < end
    } else if distance >= 8 {
      repeat {
        bytes.storeBytes(
          of: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place &- distance, as: UInt64.self),
          toByteOffset: place, as: UInt64.self)
        place &+= 8
      } while place < end
    } else {
      // As many whole repeats as a word holds.
      var word = UInt64(
        littleEndian: unsafe bytes.unsafeLoadUnaligned(
          fromByteOffset: start &- distance, as: UInt64.self))
      word &= 1 << UInt64(distance &* 8) &- 1
      word |= word << UInt64(distance &* 8)
      word |= word << UInt64(distance &* 16)
      word |= word << UInt64(distance &* 32)
      let step = 8 &- 8 % distance
      repeat {
        bytes.storeBytes(of: word.littleEndian, toByteOffset: place, as: UInt64.self)
        place &+= step
      } while place < end
    }
  }
}
