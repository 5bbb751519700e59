package push

// standing is what the tables say about an offer.
type standing struct {
	held      bool  // the record is here already
	gone      bool  // a tombstone
	user      bool  // the depositor registered a mailbox
	quota     int64 // of the mailbox's owner, 0 if that is not registered
	favoured  bool  // the owner favours the depositor
	owner     usage
	open      usage // that part of the owner's which is not favoured
	depositor usage
	network   usage
	node      usage
	block     int64 // row of the block, 0 if it is not here
	blockSize int
}

// usage is one row of the counts.
type usage struct {
	deposits, tombstones int
	bytes                int64
}

// judge refuses what breaks a rule or a limit that nobody can make room under.
func (s standing) judge(o *offer, l Limits) *Refusal {
	switch {
	case s.gone:
		return refuse(CodeGone, "the deposit was released or cancelled")
	case l.Closed:
		return refuse(CodeNodeFull, noMore)
	case s.quota == 0 && !s.user:
		return refuse(CodeNotServed, "neither the mailbox nor the depositor is registered here")
	case s.block != 0 && s.blockSize != o.size:
		return refuse(CodeBadHash, "the block has another size")
	case s.depositor.tombstones >= l.Tombstones:
		return refuse(CodeDepositorFull, "the depositor took back too many deposits")
	case s.network.deposits >= l.PerNetwork || s.network.bytes+int64(o.size) > l.NetworkBytes:
		return refuse(CodeDepositorFull, "the depositor's network has too many deposits here")
	case s.node.tombstones >= l.AllTombstones:
		return refuse(CodeNodeFull, "the push node is full")
	}
	return nil
}

// crowds are the limits that the offer goes beyond. Whoever is not favoured may
// use no more than half of what a user may have.
func (s standing) crowds(o *offer, l Limits) (cs []crowd) {
	registered, quota := s.quota != 0, s.quota
	if !registered {
		quota = l.Quota
	}
	mailbox := over(s.owner, l.PerMailbox, quota, o.size)
	if registered && !s.favoured {
		mailbox = mailbox.most(over(s.open, l.PerMailbox/2, quota/2, o.size))
	}
	add := func(c crowd) {
		if c.excess != (excess{}) {
			cs = append(cs, c)
		}
	}
	add(crowd{mailbox, CodeMailboxFull, "the mailbox is full", fromOwner, o.owner[:]})
	add(crowd{over(s.depositor, l.PerDepositor, l.DepositorBytes, o.size),
		CodeDepositorFull, "the depositor has too many deposits here", fromDepositor, []byte(o.depositor)})
	add(crowd{over(s.node, l.Deposits, l.Bytes, o.size), CodeNodeFull, "the push node is full", fromNode, []byte{}})
	return cs
}

// excess is what has to go before something else may come.
type excess struct {
	deposits int
	bytes    int64
}

// over is never more than what comes: where limits have shrunk, the rest is left
// to time.
func over(u usage, deposits int, bytes int64, size int) excess {
	return excess{
		deposits: min(max(u.deposits+1-deposits, 0), 1),
		bytes:    min(max(u.bytes+int64(size)-bytes, 0), int64(size)),
	}
}

func (e excess) most(f excess) excess {
	return excess{max(e.deposits, f.deposits), max(e.bytes, f.bytes)}
}
