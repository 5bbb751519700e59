package push

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// site is what a user publishes: the root of a folder, and the record that names it.
type site struct {
	owner    peer.ID
	mailbox  deposit.Mailbox // the owner's public one
	network  string          // that the owner calls from
	sequence uint64
	record   []byte
	root     root
	size     int64
}

// putSite takes the site of the peer that calls: first all of its blocks, then the
// record in the place of the one before, and last what nothing else needs goes.
func (ss *session) putSite(ctx context.Context, m *pb.PutSite) error {
	st, err := siteFromWire(m, ss.stream.Remote())
	if err != nil {
		return err
	}
	st.network = ss.network
	if st.size > ss.maxSite() {
		return refuse(CodeTooLarge, "the site is over the limit")
	}
	had, err := ss.mayPublish(ctx, st)
	if err != nil {
		return err
	}
	switch {
	case bytes.Equal(had.record, st.record): // its answer was lost
	case had.root == st.root:
		st.size = had.size // what this caller says it is may be less
		err = ss.write(func(tx *vault.Tx) error { return ss.publish(tx, st) })
	default:
		err = ss.fetchSite(ctx, st, had)
	}
	if err != nil {
		return err
	}
	return ss.stream.Send(done())
}

// mayPublish refuses what no fetch needs to be tried for, and returns the site that
// the node has of the owner.
func (ss *session) mayPublish(ctx context.Context, st site) (had site, err error) {
	err = ss.view(ctx, func(tx *vault.Tx) (err error) {
		had, err = ss.judgeSite(tx, st)
		return err
	})
	if err == nil && !bytes.Equal(had.record, st.record) && !ss.sites.take(string(st.owner), 1, time.Now()) {
		err = refuse(CodeTooFast, "the site changes too often")
	}
	return had, err
}

// judgeSite looks at everything that decides. The same record again is no news, and
// no fault.
func (ss *session) judgeSite(tx *vault.Tx, st site) (had site, err error) {
	l := ss.limits
	_, served, err := peerOf(tx, st.mailbox)
	if err != nil {
		return had, err
	}
	had, found, err := siteOf(tx, st.mailbox)
	if err != nil {
		return had, err
	}
	from, all, err := countSites(tx, st.network)
	switch {
	case err != nil:
		return had, err
	case !served:
		return had, refuse(CodeNotServed, "the owner of the site is not registered here")
	case bytes.Equal(had.record, st.record):
		return had, nil
	case l.Closed:
		return had, refuse(CodeNodeFull, noMore)
	case found && had.sequence >= st.sequence:
		return had, refuse(CodeOldSite, "the push node has a newer site")
	case had.root != st.root && (from+st.size > l.NetworkSites || all+st.size > l.Sites):
		return had, refuse(CodeSitesFull, "the push node has no room for the site")
	}
	return had, nil
}

// fetchSite gets the blocks that are not here from the owner, while the site before
// stays, and then publishes. The new one counts from the start.
func (ss *session) fetchSite(ctx context.Context, st, had site) error {
	if !ss.fetches.begin(st.root, st.owner, st.network) {
		return refuse(CodeBusy, "too many large deposits are being fetched")
	}
	err := ss.fetchAndPublish(ctx, st)
	ss.fetches.end(st.root, st.owner, st.network)
	if err != nil || had.size == 0 {
		return err
	}
	if err := ss.clearRoot(ctx, had.root); err != nil && ctx.Err() == nil {
		ss.log.Error("push node cannot let go of a site", "err", err) // the next sweep tries again
	}
	return nil
}

func (ss *session) fetchAndPublish(ctx context.Context, st site) error {
	var id int64
	err := ss.write(func(tx *vault.Tx) (err error) {
		if _, err = ss.judgeSite(tx, st); err != nil {
			return err
		}
		id, err = addSiteFetch(tx, st)
		return err
	})
	if err != nil {
		return err
	}
	return ss.settleSite(st, id, ss.fetchNow(ctx, st.root, st.size, st.owner))
}

// settleSite ends the fetch and publishes what has come, in one step.
func (ss *session) settleSite(st site, id int64, failed error) error {
	var refusal *Refusal
	err := ss.write(func(tx *vault.Tx) error {
		refusal = nil
		if err := removeSiteFetch(tx, id); err != nil || failed != nil {
			return err
		}
		if err := ss.publish(tx, st); !errors.As(err, &refusal) {
			return err
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case failed != nil:
		ss.log.Info("push node could not fetch a site", "peer", st.owner, "cid", st.root.cid(), "err", failed)
		return refuse(CodeNotFetched, "the site could not be fetched from its owner")
	case refusal != nil:
		return refusal
	}
	return nil
}

// publish puts the site in the place of the one before, unless something newer came
// meanwhile.
func (ss *session) publish(tx *vault.Tx, st site) error {
	if _, err := ss.judgeSite(tx, st); err != nil {
		return err
	}
	if err := putSite(tx, st); err != nil {
		return err
	}
	tx.AfterCommit(func() { ss.usersChanged(st.mailbox) })
	return nil
}

// maxSite is how many bytes a site may have.
func (s *Server) maxSite() int64 {
	if s.large == nil {
		return 0
	}
	return s.limits.Site
}

// getSite answers anybody.
func (ss *session) getSite(ctx context.Context, m *pb.GetSite) error {
	id, err := peerFromWire(m.GetPeer())
	if err != nil {
		return malformed(err)
	}
	var st site
	if mailbox, err := deposit.MailboxOf(id); err == nil {
		err = ss.view(ctx, func(tx *vault.Tx) (err error) {
			st, _, err = siteOf(tx, mailbox)
			return err
		})
		if err != nil {
			return err
		}
	}
	return ss.stream.Send(siteResponse(st.record))
}
