import Testing

@testable import Documents

@Suite struct InlineTextTests {
  let sentence: InlineText =
    "Pay \(.strong("$1,234 | a month")) to \(.link("Acme", "https://acme.example/a(b)")): \(.code("x|y"))"

  @Test func rendersInEveryFormat() {
    #expect(sentence.plainText == "Pay $1,234 | a month to Acme: x|y")
    #expect(
      sentence.markdown
        == "Pay **$1,234 \\| a month** to [Acme](https://acme.example/a%28b%29): `x|y`")
    #expect(sentence.markdown(inTable: true).hasSuffix("`x\\|y`"))
    #expect(
      sentence.html
        == "Pay <strong>$1,234 | a month</strong> to <a href=\"https://acme.example/a(b)\">Acme</a>: "
        + "<code>x|y</code>")
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "java\nscript:x", " https://a", "",
  ])
  func dropsAddressesThatRun(address: String) {
    #expect(InlineText.link("name", address) == InlineText("name"))
  }

  @Test(arguments: [
    "https://a.example/?q=1", "http://a", "mailto:a@b.c", "chart.svg", "#part", "a/b:c",
  ])
  func keepsOrdinaryAddresses(address: String) {
    #expect(InlineText.link("name", address) == InlineText([.link("name", address: address)]))
  }

  @Test func quotesInAddressesStayInTheAttribute() {
    let link = InlineText.link("x", "https://a/\"onclick=\"y")
    #expect(link.html == "<a href=\"https://a/&quot;onclick=&quot;y\">x</a>")
  }

  @Test func emphasisTouchesItsText() {
    #expect((InlineText("a") + .strong(" b ") + "c").markdown == "a **b** c")
    #expect(InlineText.strong("  ").markdown == "  ")
  }

  @Test func onlyTheStartOfALineIsEscapedAsAList() {
    #expect((InlineText.strong("a") + " - b").markdown == "**a** - b")
    #expect((InlineText.strong("a") + "- b").markdown == "**a**- b")
    #expect(InlineText("- b").markdown == "\\- b")
    #expect(InlineText("- b").markdown(inTable: true) == "- b")
  }
}
