import Testing

@testable import Documents

@Suite struct EscapingTests {
  @Test(arguments: [
    ("gpt-oss-120b", "gpt-oss-120b"), ("Qwen/Qwen3-30B-A3B", "Qwen/Qwen3-30B-A3B"),
    ("snake_case_name", "snake_case_name"), ("_em_", "\\_em\\_"), ("$1,234 vs $5", "$1,234 vs $5"),
    ("a|b", "a\\|b"), ("line\r\nbreak", "line break"), ("`code`", "\\`code\\`"),
    ("[x](http://e)", "\\[x\\](http://e)"), ("<script>", "&lt;script>"), ("x < 2 s", "x < 2 s"),
    ("&lt;", "&amp;lt;"), ("# title", "\\# title"), ("- item", "\\- item"), ("-5 %", "-5 %"),
    ("12. item", "12\\. item"), ("1.5 s", "1.5 s"), ("    code", "code"),
    ("@team/x", "@<!-- -->team/x"), ("a@b.c", "a@b.c"), ("\\", "\\\\"), ("$x$", "\\$x\\$"),
    ("\u{1B}[31mred", "�\\[31mred"), ("", ""), ("日本語 🚀", "日本語 🚀"),
    ("abc\u{202E}def", "abc�def"), ("שלום", "שלום"),
  ])
  func markdown(text: String, expected: String) {
    #expect(Escaping.markdown(text) == expected)
  }

  @Test(arguments: [
    ("x", false, "`x`"), ("a`b", false, "`` a`b ``"), ("a|b", false, "`a|b`"),
    ("a|b", true, "`a\\|b`"), ("", false, ""), (" x", false, "`  x `"),
  ])
  func markdownCode(text: String, inTable: Bool, expected: String) {
    #expect(Escaping.markdownCode(text, inTable: inTable) == expected)
  }

  @Test(arguments: [
    ("<script>alert('1')</script>", "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"),
    ("\" onload=\"x", "&quot; onload=&quot;x"), ("a&b", "a&amp;b"), ("\u{0}\u{8}\u{FFFE}", "���"),
    ("👩‍💻", "👩‍💻"),
  ])
  func xml(text: String, expected: String) {
    #expect(Escaping.xml(text) == expected)
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-cmd|x", "'-cmd|x"),
    ("@SUM(A1,A2)", "\"'@SUM(A1,A2)\""),
    ("  =1", "'  =1"), ("-12.5", "-12.5"), ("+3", "+3"), ("two\nlines", "two lines"),
    ("\t=1", "' =1"),
  ])
  func csv(text: String, expected: String) {
    #expect(Escaping.csv(text) == expected)
  }
}
