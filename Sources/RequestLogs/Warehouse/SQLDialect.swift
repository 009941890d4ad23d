/// A warehouse or database, by the few things in which its SQL differs from that of others.
package enum SQLDialect: String, CaseIterable, Sendable {
  case duckdb
  case postgres
  case sqlite
  case clickhouse
  case spark
  case datafusion
  case bigquery
  case snowflake
  case redshift
  case trino
  case databricks

  /// Seconds since 1970 of a timestamp in UTC, with its fraction.
  func seconds(of column: String) -> String {
    switch self {
    case .duckdb: "epoch(\(column))"
    case .postgres: "CAST(EXTRACT(EPOCH FROM \(column)) AS DOUBLE PRECISION)"
    case .sqlite:
      "CAST(strftime('%s', \(column)) AS REAL)"
        + " + CAST(strftime('%f', \(column)) AS REAL) - CAST(strftime('%S', \(column)) AS REAL)"
    case .clickhouse: "toUnixTimestamp64Micro(toDateTime64(\(column), 6, 'UTC')) / 1000000.0"
    case .spark, .databricks: "CAST(unix_micros(\(column)) AS DOUBLE) / 1000000"
    case .datafusion: "CAST(EXTRACT(EPOCH FROM \(column)) AS DOUBLE)"
    case .bigquery: "UNIX_MICROS(\(column)) / 1000000"
    case .snowflake: "DATE_PART(EPOCH_MICROSECOND, \(column))::DOUBLE / 1000000"
    case .redshift:
      "CAST(DATEDIFF(microsecond, TIMESTAMP '1970-01-01', \(column)) AS DOUBLE PRECISION)"
        + " / 1000000"
    case .trino: "to_unixtime(with_timezone(\(column), 'UTC'))"
    }
  }

  /// The type of numbers that are not whole.
  var double: String {
    switch self {
    case .postgres, .redshift: "DOUBLE PRECISION"
    case .sqlite: "REAL"
    case .clickhouse: "Float64"
    case .bigquery: "FLOAT64"
    default: "DOUBLE"
    }
  }

  /// The time of the request before, nothing for the first.
  var previousTime: String {
    switch self {
    case .clickhouse:
      "lagInFrame(toNullable(t)) OVER (ORDER BY t"
        + " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)"
    default: "LAG(t) OVER (ORDER BY t)"
    }
  }
}
