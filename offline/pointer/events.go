package pointer

import "restante/offline/deposit"

// Stored: this holder took new records into a mailbox.
type Stored struct{ Mailbox deposit.Mailbox }
