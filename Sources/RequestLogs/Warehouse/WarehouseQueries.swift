/// Two queries that reduce a table of requests, of any size, to what a workload is made of.
///
/// The first counts requests by bins of both lengths, quarters of an octave of prompts and thirds of one of
/// completions: at most 81 × 52 rows. The second counts them by hour of the week and keeps the moments of the
/// gaps between them, so that bursts are not lost: at most 168 rows. Together they are below 5,000 rows however
/// many requests there are. Both are read by ``TraceReader`` as CSV with a header.
package struct WarehouseQueries: Sendable {
  /// The SQL that they are written in.
  package let dialect: SQLDialect

  /// Writes the queries in a dialect.
  package init(_ dialect: SQLDialect) { self.dialect = dialect }

  /// Both, with what to change in them; each ends with a semicolon.
  package var text: String {
    """
    -- Two queries for \(dialect.rawValue): save the result of each as CSV with a header, then
    --   breakeven profile lengths.csv hours.csv
    -- Put your own names into the SELECT that is called named: a table instead of requests; its columns of
    -- prompt tokens (cached ones included), completion tokens (0 or nothing where a request failed),
    -- prompt tokens found in a cache (0 if unknown), and the time of the request in UTC instead of ts.

    -- 1. lengths.csv
    \(lengths);

    -- 2. hours.csv
    \(hours);

    """
  }

  static let promptBins = 4
  static let completionBins = 3
  static let mostPromptTokens = 1_048_576
  static let mostCompletionTokens = 131_072

  /// Requests by bins of their lengths, with exact sums, squares and products in each.
  package var lengths: String {
    let double = dialect.double
    return """
      WITH named AS (
        SELECT prompt AS prompt, completion AS completion, cached AS cached
        FROM requests
      )
      SELECT prompt_bin, completion_bin, COUNT(*) AS requests,
             SUM(CAST(prompt AS \(double))) AS prompt_tokens,
             SUM(CAST(completion AS \(double))) AS completion_tokens,
             SUM(CAST(COALESCE(cached, 0) AS \(double))) AS cached_tokens,
             SUM(CAST(prompt AS \(double)) * prompt) AS prompt_squares,
             SUM(CAST(completion AS \(double)) * completion) AS completion_squares,
             SUM(CAST(prompt AS \(double)) * completion) AS products
      FROM (
        SELECT prompt, completion, cached,
               \(bin("prompt", Self.promptBins, Self.mostPromptTokens)) AS prompt_bin,
               \(bin("completion", Self.completionBins, Self.mostCompletionTokens)) AS completion_bin
        FROM named
        WHERE completion > 0
      ) binned
      GROUP BY prompt_bin, completion_bin
      """
  }

  private func bin(_ column: String, _ parts: Int, _ most: Int) -> String {
    let octaves = most.trailingZeroBitCount
    return "CASE WHEN \(column) < 1 THEN 0 WHEN \(column) >= \(most) THEN \(parts * octaves)"
      + " ELSE CAST(FLOOR(\(parts) * LN(CAST(\(column) AS \(dialect.double))) / LN(2)) AS INTEGER) END"
  }

  /// Requests by hour of the week, counted from Monday, with the gaps between them and how much the rate
  /// of one hour differs from that of another.
  ///
  /// Requests without a time are counted apart, as they have no hour.
  ///
  /// The hours whose rates are compared begin with the minute of the first request; what is left at the
  /// end counts with the hour before it.
  package var hours: String {
    """
    WITH named AS (
      SELECT \(dialect.seconds(of: "ts")) AS t, completion AS completion
      FROM requests
    ),
    gapped AS (
      SELECT t, t - \(dialect.previousTime) AS gap
      FROM named
      WHERE completion > 0 AND t IS NOT NULL
    ),
    minutes AS (
      SELECT FLOOR(t / 60) AS minute_number, COUNT(*) AS requests, COUNT(gap) AS gaps,
             SUM(gap) AS gap_seconds, SUM(gap * gap) AS gap_squares,
             MIN(CASE WHEN gap > 0 THEN gap END) AS least_gap,
             MIN(t) AS first_time, MAX(t) AS last_time
      FROM gapped
      GROUP BY FLOOR(t / 60)
    ),
    bounds AS (
      SELECT MIN(minute_number) AS first_minute,
             MAX(minute_number) - MIN(minute_number) + 1 AS length,
             CASE WHEN MAX(minute_number) - MIN(minute_number) < 119 THEN 0
                  ELSE FLOOR((MAX(minute_number) - MIN(minute_number) + 1) / 60) - 1 END AS last_stretch
      FROM minutes
    ),
    placed AS (
      SELECT m.requests AS requests, b.length AS length, b.last_stretch AS last_stretch,
             CASE WHEN FLOOR((m.minute_number - b.first_minute) / 60) > b.last_stretch
                  THEN b.last_stretch
                  ELSE FLOOR((m.minute_number - b.first_minute) / 60) END AS stretch
      FROM minutes m CROSS JOIN bounds b
    ),
    stretches AS (
      SELECT stretch, SUM(requests) * 1.0
               / MAX(CASE WHEN stretch = last_stretch THEN length - 60 * last_stretch ELSE 60 END)
               AS rate
      FROM placed
      GROUP BY stretch
    ),
    whole AS (
      SELECT COUNT(*) AS stretches, SUM(rate) AS rate_sum, SUM(1.0 / rate) AS inverse_rate_sum
      FROM stretches
    ),
    failed AS (
      SELECT COUNT(*) - COUNT(CASE WHEN completion > 0 THEN 1 END) AS failures,
             COUNT(CASE WHEN completion > 0 AND t IS NULL THEN 1 END) AS untimed
      FROM named
    ),
    hourly AS (
      SELECT FLOOR(minute_number / 60) + 72
               - 168 * FLOOR((FLOOR(minute_number / 60) + 72) / 168) AS week_hour,
             requests, gaps, gap_seconds, gap_squares, least_gap, first_time, last_time
      FROM minutes
    )
    SELECT CAST(h.week_hour AS INTEGER) AS hour_of_week, SUM(h.requests) AS requests,
           COUNT(*) AS busy_minutes, MAX(h.requests) AS busiest_minute, SUM(h.gaps) AS gaps,
           SUM(h.gap_seconds) AS gap_seconds, SUM(h.gap_squares) AS gap_squares,
           MIN(h.least_gap) AS least_gap, MIN(h.first_time) AS first_time,
           MAX(h.last_time) AS last_time, MAX(w.stretches) AS stretches, MAX(w.rate_sum) AS rate_sum,
           MAX(w.inverse_rate_sum) AS inverse_rate_sum, MAX(f.failures) AS failures,
           MAX(f.untimed) AS untimed
    FROM hourly h CROSS JOIN whole w CROSS JOIN failed f
    GROUP BY h.week_hour
    """
  }
}
