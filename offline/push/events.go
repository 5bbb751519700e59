package push

import "restante/offline/deposit"

// Stored: this push node took new deposits into a mailbox.
type Stored struct{ Mailbox deposit.Mailbox }

// UserChanged: a mailbox was registered or is so no more, its peer is another
// one, or there is a newer card.
type UserChanged struct{ Mailbox deposit.Mailbox }
