package push

import "restante/offline/deposit"

// Stored: this push node took new deposits into a mailbox, or into one that is
// enrolled with it.
type Stored struct{ Mailbox deposit.Mailbox }

// RelaysChanged: other topics are to be relayed for those who listen.
type RelaysChanged struct{}

// UserChanged: a mailbox was registered or is so no more, its peer is another
// one, or there is a newer card or site.
type UserChanged struct{ Mailbox deposit.Mailbox }
