// Package backup puts a vault into one encrypted file, and makes a vault of such a file.
//
//	err := backup.Save(ctx, "walnut.age", v, about, backup.By("four words of one's own"))
//
//	b, err := backup.Open("walnut.age", backup.By("four words of one's own"))
//	fmt.Println(b.About.Made)
//	v, err := vault.Open(ctx, vault.Options{Dir: empty, From: b.Database, Begin: restored, ...})
//	err = b.Close()
//
// # The file
//
// It is made of standard parts, so that other programs open it too: a file in the format
// of age (age-encryption.org/v1) for one passphrase, which holds a tar archive of
//
//	backup.json   format, program, time, peer ID and name: see [About]
//	restante.db   the whole database, as a plain SQLite file
//	SHA256SUMS    of the two before
//
//	age -d walnut.age | tar x && sha256sum -c SHA256SUMS
//
// The parts stand in this order and there are no others. The format has a number; a
// file with a higher one is refused.
//
// # What is inside
//
// All that the vault knows: identity, keys, contacts, settings, messages, pictures. What
// lies beside the database is not: the sealed files of messages under way are made anew
// from the messages themselves, and the other files are what the program can fetch again
// or holds for others.
//
// # Why
//
// The database is copied whole and not table by table: nobody can forget a table, a
// copy is consistent by itself, and no package sees the tables of another one. It lies
// there as plain SQLite, under age alone, because the key of the database must not
// outlive it in a file: whoever got the passphrase of an old backup would open the disk
// of today. A vault that is made of it has a key of its own.
//
// Nothing plain touches the disk in either direction. Reading goes from the front to the
// end once, and what was read counts only when the end was reached: age proves each
// 64 KiB and that none is missing, so damage is found where it is, and [DamagedError]
// names the part. Until then the folder is not a vault (see package vault), and a
// beginning that fails leaves nothing there.
//
// A vault from a backup is another device than the one that was copied, which may be
// running still. To make it one is up to those who have the tables, in the transaction
// of [vault.Options.Begin].
package backup
