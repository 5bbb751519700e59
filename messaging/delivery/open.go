package delivery

import (
	"sync"

	"restante/messaging/envelope"
	"restante/offline/inbox"
)

// openers is how many envelopes are opened at a time.
const openers = 2

// opened is one sealed message after its outer layers.
type opened struct {
	inbox.Sealed
	envelope.Message
	payload
	aside
	healed  uint32 // messages ago the peer agreed on new keys, 1 at least; 0: not in a session
	request bool   // a contact request, in suite 2
	err     error
}

func (s *Service) openAll(batch []inbox.Sealed) []opened {
	ms := make([]opened, len(batch))
	var wg sync.WaitGroup
	for w := range openers {
		wg.Go(func() {
			for i := w; i < len(batch); i += openers {
				ms[i] = s.open(batch[i])
			}
		})
	}
	wg.Wait()
	return ms
}

func (s *Service) open(b inbox.Sealed) opened {
	m := opened{Sealed: b}
	if s.openRequest(&m) {
		return m
	}
	if m.Message, _, m.err = envelope.Open(s.Key.ID(), s.Keys, b.Bytes); m.err == nil && m.Locked == nil {
		m.err = m.parse()
	}
	return m
}

// parse reads what is inside of a message that nothing locks any more.
func (m *opened) parse() (err error) {
	if m.payload, err = payloadFromWire(m.Body); err != nil {
		return err
	}
	m.aside, err = asideFromWire(m.Aside)
	return err
}
