package push

import "restante/offline/deposit"

// Stored: this push node took new deposits into a mailbox.
type Stored struct{ Mailbox deposit.Mailbox }
