// Package storage is what a user has chosen about where sealed messages wait besides
// this computer: accounts at providers, what each is for, and what became of it.
//
//	a, err := s.Add(ctx, storage.New{Kind: "s3", Title: "My bucket", Settings: settings, Role: storage.Primary})
//	err = s.Try(ctx, a.ID)                          // puts a block, fetches it as a stranger would, removes it
//	err = s.Choose(ctx, bob, []string{a.ID})        // for one person
//	err = s.Remove(ctx, a.ID)                       // everything there moves first
//
// The Storage opens an account when the outbox asks for it, with retries and the
// user's cap around it, and remembers how calls went: an account that fails says so,
// with what can be done, and wakes what waited when it works again. While it fails,
// messages stay on this computer, which serves them while it is on.
//
// # What goes where
//
// The primary account gets everything that waits, and so does each mirror; a choice
// for one person takes the place of both. A stranger's mail does not go to providers:
// who does not know us does not follow https addresses that we name, see package
// inbox, and so it would lie there for nothing.
//
// # What contacts leave
//
// An account may be opened to contacts, see [Storage.SetInbox]: each gets a grant that
// holds for months. When it is closed again or left, contacts hear of that when they come
// back, and may have used their grants before. So an account stays here, keys included,
// and is looked into for as long as any grant of it holds.
//
// # Sweeps
//
// Once a day each account is listed, and what carries our tag and has no row here is
// removed: a crash leaves none, but a database that was put back to an earlier state
// may. The tag is random and belongs to one database, so that two identities may share
// a bucket. A provider that lists by content alone, without names, is not swept.
//
// # Why
//
// The file on this computer stays until a message has come, whatever is chosen here.
// So every provider may fail, lose its disk or close the account, at any time, and
// nothing is lost; and moving everything is a matter of rows.
package storage
