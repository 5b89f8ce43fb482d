import GRDB

/// The tables of the history, version by version.
///
/// A migration that was released is never edited; the next version adds one.
enum HistorySchema {
  /// The mark in the header of the file that it is a history: `KPIH`.
  static let applicationID = 0x4B50_4948

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      for statement in first { try db.execute(sql: statement) }
    }
    return migrator
  }

  /// Version 1.
  ///
  /// A value stands only in the vintage in which it changed; NULL says that it is known no more. The numbers
  /// of a forecast are little-endian doubles: the mean of each period from `start` on, each followed by the
  /// ends of its intervals, level by level.
  private static let first = [
    "PRAGMA application_id = \(applicationID)",
    """
    CREATE TABLE layout (
      id INTEGER PRIMARY KEY,
      grain TEXT NOT NULL,
      key_columns TEXT NOT NULL,
      UNIQUE (grain, key_columns)) STRICT
    """,
    """
    CREATE TABLE vintage (
      id INTEGER PRIMARY KEY,
      identity TEXT NOT NULL UNIQUE,
      layout_id INTEGER NOT NULL REFERENCES layout (id),
      as_of TEXT,
      created_at TEXT NOT NULL,
      version TEXT NOT NULL,
      options TEXT NOT NULL,
      levels TEXT NOT NULL) STRICT
    """,
    """
    CREATE TABLE input (
      vintage_id INTEGER NOT NULL REFERENCES vintage (id),
      path TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      rows INTEGER NOT NULL) STRICT
    """,
    """
    CREATE TABLE kpi (
      vintage_id INTEGER NOT NULL REFERENCES vintage (id),
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      PRIMARY KEY (vintage_id, name)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      layout_id INTEGER NOT NULL REFERENCES layout (id),
      keys TEXT NOT NULL,
      kpi TEXT NOT NULL,
      UNIQUE (layout_id, keys, kpi)) STRICT
    """,
    """
    CREATE TABLE value (
      series_id INTEGER NOT NULL REFERENCES series (id),
      period INTEGER NOT NULL,
      vintage_id INTEGER NOT NULL REFERENCES vintage (id),
      value REAL,
      PRIMARY KEY (series_id, period, vintage_id)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE forecast (
      vintage_id INTEGER NOT NULL REFERENCES vintage (id),
      series_id INTEGER NOT NULL REFERENCES series (id),
      place INTEGER NOT NULL,
      status TEXT NOT NULL,
      reason TEXT,
      model TEXT,
      source TEXT,
      start INTEGER,
      numbers BLOB,
      PRIMARY KEY (vintage_id, series_id)) STRICT, WITHOUT ROWID
    """,
  ]
}
