package push

// standing is what the tables say about an offer.
type standing struct {
	held      bool // the record is here already
	gone      bool // a tombstone
	served    bool // mailbox or depositor is registered
	quota     int64
	mailbox   usage
	depositor usage
	node      usage
	block     int64 // row of the block, 0 if it is not here
}

// usage is one row of the counts.
type usage struct {
	deposits, tombstones int
	bytes                int64
}

// judge refuses what breaks a rule or a limit.
func (s standing) judge(o *offer, l Limits) *Refusal {
	size := int64(o.size)
	if s.quota == 0 {
		s.quota = l.Quota
	}
	switch {
	case s.gone:
		return refuse(CodeGone, "the deposit was released or cancelled")
	case !s.served:
		return refuse(CodeNotServed, "neither the mailbox nor the depositor is registered here")
	case s.mailbox.deposits >= l.PerMailbox || s.mailbox.bytes+size > s.quota:
		return refuse(CodeMailboxFull, "the mailbox is full")
	case s.depositor.deposits >= l.PerDepositor || s.depositor.tombstones >= l.Tombstones:
		return refuse(CodeDepositorFull, "the depositor has too many deposits here")
	case s.node.bytes+size > l.Bytes || s.node.tombstones >= l.AllTombstones:
		return refuse(CodeNodeFull, "the push node is full")
	case s.block == 0 && o.block == nil:
		return refuse(CodeBlockMissing, "the block left the push node meanwhile")
	}
	return nil
}
