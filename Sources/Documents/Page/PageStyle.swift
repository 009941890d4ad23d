extension ReportDocument {
  static let pageStyle = """

    :root { color-scheme: light dark; --line: #d1d9e0; --soft: #59636e; --raised: #f6f8fa;
      --own: #0072b2; --api: #d55e00; --paper: #fff; --ink: #1f2328; --grid: #e6e9ed; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
    main { max-width: 50rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
    h1, h2, h3 { line-height: 1.25; margin: 1.8em 0 0.5em; }
    h1 { font-size: 1.7rem; margin-top: 0; }
    h2 { font-size: 1.25rem; padding-bottom: 0.3em; border-bottom: 1px solid var(--line); }
    h3 { font-size: 1.05rem; }
    a { color: #0b62c4; }
    #verdict p { font-size: 1.15rem; line-height: 1.45; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; margin: 1em 0; font-size: 0.92rem; }
    th, td { padding: 0.35em 0.8em; text-align: left; vertical-align: top;
      border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
    th { border-bottom-width: 2px; }
    #rows table { width: 100%; }
    #rows th { white-space: nowrap; }
    th[title] { text-decoration: underline dotted; text-underline-offset: 0.25em; cursor: help; }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    th.number { white-space: normal; }
    code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
      font-size: 0.9em; }
    pre { padding: 1em; overflow-x: auto; background: var(--raised); border-radius: 6px; }
    figure { margin: 1.2em 0; overflow-x: auto; }
    figure svg, figure img { display: block; max-width: 100%; height: auto; }
    details { margin: 0.6em 0; }
    main > details { border-bottom: 1px solid var(--line); padding-bottom: 0.5em; }
    summary { cursor: pointer; font-weight: 600; }
    .callout { padding: 0.5em 1em; border-left: 4px solid var(--own); background: var(--raised);
      margin: 0.5em 0; }
    .warning { border-left-color: #b08800; }
    nav ul { list-style: none; padding: 0; margin: 0.5em 0; font-size: 0.88rem; }
    nav li { margin: 0.3em 0; }
    nav a { text-decoration: none; }
    #what-if { background: var(--raised); border: 1px solid var(--line); border-radius: 8px;
      padding: 0.9rem 1.1rem 1.1rem; margin: 1.2em 0; }
    #what-if h2 { margin: 0; border: 0; padding: 0; }
    #what-if output { display: block; margin: 0.5em 0 0.8em; min-height: 3em; }
    .slider { display: grid; grid-template-columns: 11rem 1fr 15rem; gap: 0 1rem;
      align-items: center; padding: 0.15rem 0; }
    .slider input { width: 100%; margin: 0; accent-color: var(--own); min-height: 2rem; }
    .slider .value { font-variant-numeric: tabular-nums; font-size: 0.92rem; }
    #what-if button { font: inherit; padding: 0.3em 1em; margin-top: 0.6em; border-radius: 6px;
      border: 1px solid var(--line); background: var(--paper); color: var(--ink); cursor: pointer; }
    #what-if button:disabled { opacity: 0.5; cursor: default; }
    .note { color: var(--soft); font-size: 0.88rem; margin: 0.5em 0 0; }
    .moved { color: var(--soft); font-weight: 600; }
    .live text { fill: var(--ink); font: 12px system-ui, -apple-system, "Segoe UI", Arial, sans-serif; }
    .live .soft { fill: var(--soft); }
    .live .strong { font-weight: 600; }
    .live .halo { stroke: var(--paper); stroke-width: 3.5; paint-order: stroke; }
    .live .grid { stroke: var(--grid); fill: none; }
    .live .own { stroke: var(--own); fill: none; stroke-width: 3; }
    .live .api { stroke: var(--api); fill: none; stroke-width: 3; }
    .live .band { stroke: none; opacity: 0.2; }
    .live .mark { stroke: var(--soft); fill: none; stroke-dasharray: 4 4; }
    .live .dot { fill: var(--ink); stroke: var(--paper); stroke-width: 1.5; }
    .live .paint-own { fill: var(--own); }
    .live .paint-api { fill: var(--api); }
    @media (min-width: 75rem) {
      nav { position: fixed; left: 1.5rem; top: 2rem; width: 13rem; max-height: 90vh; overflow: auto; }
      main { margin-left: max(16.5rem, calc(50vw - 25rem)); }
    }
    @media (max-width: 40rem) {
      main { padding: 1.2rem 1rem 3rem; }
      h1 { font-size: 1.4rem; }
      figure > svg { max-width: none; width: 40rem; }
      figure > svg.live { width: 100%; }
      main > div > .wide thead, main > .wide thead { display: none; }
      main > div > .wide table, main > .wide table, main > div > .wide tbody, main > .wide tbody {
        display: block; width: 100%; }
      main > div > .wide tr, main > .wide tr { display: block; padding: 0.5em 0;
        border-bottom: 1px solid var(--line); }
      main > div > .wide td, main > .wide td { display: flex; justify-content: space-between;
        gap: 1rem; border: 0; padding: 0.12em 0; text-align: right; white-space: normal; }
      main > div > .wide td:first-child, main > .wide td:first-child { display: block;
        text-align: left; font-weight: 600; }
      main > div > .wide td:empty, main > .wide td:empty { display: none; }
      main > div > .wide td[data-label]::before, main > .wide td[data-label]::before {
        content: attr(data-label); color: var(--soft); text-align: left; }
      main > div > .wide td:first-child::before, main > .wide td:first-child::before { content: none; }
      .slider { grid-template-columns: 1fr auto; padding: 0.35rem 0; }
      .slider input { grid-column: 1 / -1; grid-row: 2; }
    }
    @media (prefers-color-scheme: dark) {
      :root { --line: #3d444d; --soft: #9ba5b0; --raised: #161b22; --own: #4aa8e0; --api: #f0803c;
        --paper: #0d1117; --ink: #e6edf3; --grid: #252c35; }
      a { color: #6cb6ff; }
      .warning { border-left-color: #d9a514; }
    }
    @media print {
      :root { color-scheme: light; }
      body { font-size: 10.5pt; }
      main { max-width: none; margin: 0; padding: 0; }
      nav, #what-if { display: none; }
      h2 { margin-top: 1em; }
      figure, table, .callout { break-inside: avoid; }
      figure svg { max-width: 15cm; }
      main > details { break-inside: avoid; padding: 0; margin: 0.2em 0; }
    }

    """
}
