// Package vault keeps everything that a person's program knows in one encrypted
// SQLite database.
//
//	v, err := vault.Open(ctx, vault.Options{Dir: dir, Unlock: unlock, Schemas: schemas})
//	...
//	err = v.Update(ctx, "note add", func(tx *vault.Tx) error {
//		tx.AfterCommit(func() { bus.Publish(NoteAdded{}) })
//		return tx.Do("adding a note", `INSERT INTO notes (body) VALUES (?)`, body)
//	})
//
// # The folder
//
//	lock               held as long as the vault is open; dies with the process
//	vault.key          the database key behind a passphrase, the keyring, or nothing
//	restante.db        the database, and beside it SQLite's -wal and -shm
//	vault.destroyed    while a vault is erased
//	backup/            copies made before the tables were changed, and while one is exported
//
// A vault is there once its key file says so, which is written last. What is in the
// folder before that was promised to nobody. [Hold] takes a folder without opening
// it, for a program that has to ask how.
//
// # Transactions
//
// [Vault.Update] is the only way to write, and there is one writer at a time; when
// it returns nil, what f wrote is on the disk. [Vault.View] reads a snapshot,
// several at a time. Functions that take a [Tx] never begin one.
//
// [Tx.Do] is for statements, [Tx.One] for a row that may be missing, [Collect] for
// many; their first argument is put before an error. A row of Tx.QueryRow must be
// scanned.
//
// Prepared statements stay with their connection, so a query should be a constant
// with parameters, not text that is put together anew each time.
//
// # Tables
//
// Each package owns its tables and nobody else queries them. It hands over a
// [Schema]: numbered files that are never changed once released, only added to.
// Each is applied in one transaction and counted per package. Before an existing
// database is changed it is copied; a database with anything in it that
// this program does not know is refused. Tables are STRICT, times are Unix
// nanoseconds, and ids are TEXT or BLOB.
//
// # Keys
//
// A database has one random key of 64 bytes for life (see package encvfs for
// what is done with it). The key file holds it encrypted by AES-256-GCM under a
// key from a passphrase (Argon2id, 64 MiB, 3 passes, 4 lanes) or from the
// operating system's keyring, or as it is. Changing the passphrase encrypts the
// key anew and leaves the database alone; the file has either the old lock or the new.
// [Vault.CheckPassphrase] asks an open vault, ever more slowly after wrong guesses.
// [Vault.Destroy] is the end of the key, and so of the database.
//
// # Copies
//
// [Vault.Export] hands a running database over as plain SQLite, through memory only;
// [Options.From] makes a vault of that, under a key of its own. Package backup puts an
// encrypted file between the two.
//
// # Why
//
// The connections are pooled here and not by database/sql, because the prepared
// statements of a connection are lost when it goes back there, and because its
// transactions start a goroutine each. What is kept of database/sql are rows and
// scanning.
//
// synchronous=FULL is not negotiable: an answer to another computer is given
// after the commit, and a commit that a power cut takes back would let
// keys be used twice.
//
// The log is copied into the database beside the commits and not within one of
// them, as SQLite does by itself: one caller in a hundred would wait for the work
// of all. The log is bounded all the same, see checkpointer. It is cut to nothing once an
// hour too: SQLite writes over it from the front, so that pages of last week, with keys that
// were deleted since, may lie behind for as long as the program runs.
//
// A damaged database is reported and left as it is. Nothing here repairs.
package vault
