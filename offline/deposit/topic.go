package deposit

// Topic is where sealed blocks for the mailbox are published, for an owner who
// happens to listen.
func (m Mailbox) Topic() string { return "/offlinemessage/" + m.CID().String() }
