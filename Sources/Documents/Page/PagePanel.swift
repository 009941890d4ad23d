package import CheckedJSON

/// Sliders of a page, and the script that answers them from numbers worked out beforehand.
///
/// Without a script the panel stays hidden, and the page says what it says.
package struct PagePanel: Sendable {
  /// A choice among steps in order, each with its words.
  package struct Slider: Sendable, Equatable {
    /// Its name in the script and in the page's address.
    package var id: String
    package var label: String
    /// What each step says.
    package var steps: [String]
    /// The step that holds for the report.
    package var start: Int

    package init(id: String, label: String, steps: [String], start: Int) {
      self.id = id
      self.label = label
      self.steps = steps
      self.start = start
    }
  }

  /// The name of the blocks before which it stands.
  package var precedes: String
  package var title: String
  package var note: String
  package var sliders: [Slider]
  /// The numbers that the script reads.
  package var data: JSONText
  package var script: String

  package init(
    precedes: String, title: String, note: String, sliders: [Slider], data: JSONText, script: String
  ) {
    self.precedes = precedes
    self.title = title
    self.note = note
    self.sliders = sliders
    self.data = data
    self.script = script
  }

  var html: String {
    let rows = sliders.map { slider in
      let id = Escaping.xml(slider.id)
      let steps = slider.steps.map { Escaping.printable($0) }
      let now = steps.indices.contains(slider.start) ? steps[slider.start] : ""
      return """
        <div class="slider"><label for="\(id)">\(Escaping.xml(slider.label))</label>
        <input type="range" id="\(id)" min="0" max="\(max(0, steps.count - 1))" step="1" \
        value="\(slider.start)" aria-valuetext="\(Escaping.xml(now))" \
        data-steps="\(Escaping.xml(steps.joined(separator: "|")))">
        <span class="value" id="\(id)-value" aria-hidden="true">\(Escaping.xml(now))</span></div>

        """
    }
    return """
      <section id="what-if" aria-labelledby="what-if-title" hidden>
      <h2 id="what-if-title">\(Escaping.xml(title))</h2>
      <output id="what-if-answer" aria-live="polite"></output>
      \(rows.joined())<button type="button" id="what-if-reset" disabled>Back to the report</button>
      <p class="note">\(Escaping.xml(note))</p>
      </section>

      """
  }

  /// The data, which no browser runs, and the script.
  var scripts: String {
    let json = data.compact.split(separator: "<", omittingEmptySubsequences: false)
      .joined(separator: "\\u003c")
    return """
      <script type="application/json" id="what-if-data">\(json)</script>
      <script>\(script)</script>

      """
  }
}
