package push

import (
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/ipns"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// siteFromWire checks that the record is the caller's and names a folder.
func siteFromWire(m *pb.PutSite, owner peer.ID) (site, error) {
	r, err := ipns.Open(owner, m.GetRecord())
	if err != nil {
		return site{}, refuse(CodeBadSite, "not a valid IPNS record of the caller")
	}
	st := site{owner: owner, sequence: r.Sequence, record: m.GetRecord(), size: int64(min(m.GetSize(), maxSize))}
	if st.mailbox, err = deposit.MailboxOf(owner); err != nil {
		return site{}, refuse(CodeBadSite, "the caller has no mailbox")
	}
	if st.root.codec, st.root.digest, err = deposit.SplitRoot(r.Root); err != nil || st.root.codec != deposit.CodecDAG {
		return site{}, refuse(CodeBadSite, "the record does not name a folder")
	}
	if st.size < 1 {
		return site{}, refuse(CodeTooLarge, "the site is empty")
	}
	return st, nil
}

func siteResponse(record []byte) *pb.Response {
	return &pb.Response{Answer: &pb.Response_Site{Site: &pb.Site{Record: record}}}
}
