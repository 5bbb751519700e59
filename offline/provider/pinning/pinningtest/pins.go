package pinningtest

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ipfs/boxo/pinning/remote/client/openapi"
	"github.com/ipfs/go-cid"
)

const fetchTime = 10 * time.Second

func (s *Service) add(w http.ResponseWriter, r *http.Request) {
	var pin openapi.Pin
	err := json.NewDecoder(r.Body).Decode(&pin)
	c, bad := cid.Decode(pin.Cid)
	if err != nil || bad != nil {
		Refuse(w, http.StatusBadRequest, "BAD_REQUEST")
		return
	}
	answer(w, http.StatusAccepted, s.begin(c, pin))
}

// begin notes a pin and starts to fetch its block.
func (s *Service) begin(c cid.Cid, pin openapi.Pin) openapi.PinStatus {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = latest(time.Now().UTC(), s.last.Add(time.Microsecond)) // no two are equal
	status := openapi.PinStatus{Requestid: "req/" + strconv.FormatInt(s.last.UnixMicro(), 36), Status: openapi.QUEUED,
		Created: s.last, Pin: pin, Delegates: s.Node.Host.Addrs()}
	s.pins = append(s.pins, status)
	s.fetches.Go(func() { s.fetch(c, status) })
	return status
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// fetch gets a block from the origins of its pin.
func (s *Service) fetch(c cid.Cid, p openapi.PinStatus) {
	s.become(p.Requestid, openapi.PINNING, nil)
	ctx, stop := context.WithTimeout(s.ctx, fetchTime)
	defer stop()
	block, err := s.o.Fetch(ctx, c, p.Pin.GetOrigins())
	if err == nil {
		_, err = s.Node.Blocks.Put(block)
	}
	if err != nil {
		s.become(p.Requestid, openapi.FAILED, &map[string]string{"status_details": err.Error()})
		return
	}
	s.become(p.Requestid, openapi.PINNED, nil)
}

func (s *Service) become(id string, status openapi.Status, info *map[string]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.pins {
		if s.pins[i].Requestid == id {
			s.pins[i].Status, s.pins[i].Info = status, info
		}
	}
}

// list answers with the newest pins that match, as the API asks for.
func (s *Service) list(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q, matching := r.URL.Query(), []openapi.PinStatus{}
	before, err := time.Parse(time.RFC3339Nano, q.Get("before"))
	for _, p := range slices.Backward(s.pins) {
		if has(q.Get("cid"), p.Pin.Cid) && has(q.Get("name"), p.Pin.GetName()) &&
			has(q.Get("status"), string(p.Status)) && (err != nil || p.Created.Before(before)) {
			matching = append(matching, p)
		}
	}
	n, _ := strconv.Atoi(q.Get("limit"))
	if s.o.Page > 0 {
		n = min(n, s.o.Page)
	}
	answer(w, http.StatusOK, openapi.PinResults{Count: int32(len(matching)), Results: matching[:min(n, len(matching))]})
}

// has reports whether a filter lets a value through.
func has(filter, value string) bool {
	return filter == "" || slices.Contains(strings.Split(filter, ","), value)
}

func (s *Service) remove(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.pins, func(p openapi.PinStatus) bool { return p.Requestid == r.PathValue("id") })
	if i < 0 {
		Refuse(w, http.StatusNotFound, "NOT_FOUND")
		return
	}
	gone := s.pins[i].Pin.Cid
	s.pins = slices.Delete(s.pins, i, i+1)
	s.drop(gone)
	w.WriteHeader(http.StatusAccepted)
}

// drop removes a block that no pin wants any more.
func (s *Service) drop(text string) {
	wanted := func(p openapi.PinStatus) bool { return p.Pin.Cid == text }
	if c, err := cid.Decode(text); err == nil && !slices.ContainsFunc(s.pins, wanted) {
		_ = s.Node.Blocks.Delete(c)
	}
}
