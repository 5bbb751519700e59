package push

import (
	"bytes"
	"fmt"
	"math/bits"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
)

// maxVictims is how many deposits one offer may push out of each crowd.
const maxVictims = 256

// crowd is a limit under which there is no room, and who stands there.
type crowd struct {
	excess excess
	code   Code
	reason string
	order  string // in which they make room
	owner  []byte
}

// victim is a deposit that makes room for another one.
type victim struct {
	seq       int64
	key       deposit.Key
	owner     deposit.Mailbox
	depositor peer.ID
	size      int
	work      int
}

// makeRoom picks those who go for the offer: strangers with the least work, who
// together have cost less than the offer. Otherwise it says how much work would
// do, if any would.
func (o *offer) makeRoom(tx *vault.Tx, cs []crowd) (*Refusal, error) {
	for _, c := range cs {
		if enough, err := o.pick(tx, c); err != nil {
			return nil, err
		} else if !enough {
			return refuse(c.code, c.reason), nil
		}
	}
	switch need := price(o.victims); {
	case need <= o.work:
		return nil, nil
	case need > deposit.MaxWork:
		return refuse(cs[0].code, cs[0].reason), nil
	default:
		return moreWork(cs[0].reason, need), nil
	}
}

// pick adds victims until the crowd is no more, and reports whether there are
// enough.
func (o *offer) pick(tx *vault.Tx, c crowd) (bool, error) {
	left := c.excess
	picked := make(map[int64]bool)
	for _, v := range o.victims {
		picked[v.seq] = true
		if c.has(v) {
			left = left.less(v)
		}
	}
	if left == (excess{}) {
		return true, nil
	}
	err := next(tx, c.order, c.owner, func(v victim) bool {
		if !picked[v.seq] {
			o.victims = append(o.victims, v)
			left = left.less(v)
		}
		return left == (excess{})
	})
	return left == (excess{}), err
}

func (c crowd) has(v victim) bool {
	switch c.order {
	case fromOwner:
		return bytes.Equal(c.owner, v.owner[:])
	case fromDepositor:
		return bytes.Equal(c.owner, []byte(v.depositor))
	}
	return true
}

func (e excess) less(v victim) excess {
	return excess{max(e.deposits-1, 0), max(e.bytes-int64(v.size), 0)}
}

// price is the least number of bits that cost more hashes than all of these.
func price(vs []victim) int {
	var hashes uint64
	for _, v := range vs {
		hashes += 1 << v.work
	}
	return bits.Len64(hashes)
}

func moreWork(reason string, need int) *Refusal {
	r := refuse(CodeMoreWork, fmt.Sprintf("%s, unless for %d bits of work", reason, need))
	r.Work = need
	return r
}
