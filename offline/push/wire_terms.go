package push

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/offline/deposit"
	"restante/offline/pb"
)

func (t Terms) toWire() *pb.Terms {
	return &pb.Terms{
		Quota: t.Quota, Held: t.Held,
		MaxDeposits: int64(t.MaxDeposits), Deposits: int64(t.Deposits),
		MaxAge: int64(t.MaxAge / time.Second), MaxBlock: int64(t.MaxBlock), MaxLarge: int64(t.MaxLarge),
		MaxMailboxes: int64(t.MaxMailboxes), Enrolled: fingerprintToWire(t.Enrolled), MaxSite: t.MaxSite,
	}
}

// termsFromWire believes no number that could not be true.
func termsFromWire(m *pb.Terms) (Terms, error) {
	for _, n := range []int64{
		m.GetQuota(), m.GetHeld(), m.GetMaxDeposits(), m.GetDeposits(), m.GetMaxAge(), m.GetMaxBlock(), m.GetMaxLarge(),
		m.GetMaxMailboxes(), m.GetMaxSite(),
	} {
		if n < 0 {
			return Terms{}, errWire
		}
	}
	enrolled, err := fingerprintFromWire(m.GetEnrolled())
	return Terms{
		Quota: m.GetQuota(), Held: m.GetHeld(),
		MaxDeposits: clampInt(m.GetMaxDeposits()), Deposits: clampInt(m.GetDeposits()),
		MaxAge:   time.Duration(min(m.GetMaxAge(), int64(deposit.MaxAge/time.Second))) * time.Second,
		MaxBlock: clampInt(m.GetMaxBlock()), MaxLarge: clampInt(m.GetMaxLarge()),
		MaxMailboxes: min(clampInt(m.GetMaxMailboxes()), deposit.MaxMailboxes), Enrolled: enrolled, MaxSite: m.GetMaxSite(),
	}, err
}

func fingerprintToWire(f deposit.Fingerprint) []byte {
	if f == (deposit.Fingerprint{}) {
		return nil
	}
	return f[:]
}

func fingerprintFromWire(b []byte) (deposit.Fingerprint, error) {
	if len(b) == 0 {
		return deposit.Fingerprint{}, nil
	}
	return fixed[deposit.Fingerprint](b)
}

func clampInt(n int64) int { return int(min(n, math.MaxInt32)) }

func (r *Refusal) toWire() *pb.Refusal {
	return &pb.Refusal{Code: uint32(r.Code), Reason: r.Reason, Work: uint32(r.Work)}
}

// refusalFromWire shortens a reason that somebody may want to show, and does not
// hear of more work than anybody should do.
func refusalFromWire(m *pb.Refusal) *Refusal {
	reason := m.GetReason()
	if len(reason) > maxReason {
		reason = strings.ToValidUTF8(reason[:maxReason], "")
	}
	r := refuse(Code(m.GetCode()), reason)
	if r.Code == CodeMoreWork && m.GetWork() <= deposit.MaxWork {
		r.Work = int(m.GetWork())
	}
	return r
}

func refusalResponse(r *Refusal) *pb.Response {
	return &pb.Response{Answer: &pb.Response_Refusal{Refusal: r.toWire()}}
}

func peerFromWire(b []byte) (peer.ID, error) {
	id, err := peer.IDFromBytes(b)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errWire, err)
	}
	return id, nil
}
