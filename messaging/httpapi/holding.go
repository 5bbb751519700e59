package httpapi

import "net/http"

type holding struct {
	On       bool   `json:"on"`
	Quota    int64  `json:"quota" about:"bytes it would hold"`
	Bytes    int64  `json:"bytes" about:"bytes it holds, also after it was turned off: until they are collected or expire"`
	Users    int    `json:"users" about:"whose mail is held here"`
	Deposits int    `json:"deposits" about:"messages that lie here"`
	Link     string `json:"link,omitempty" about:"what others add this computer by, as their push node"`
}

type holdingBody struct {
	On    *bool  `json:"on" example:"true"`
	Quota *int64 `json:"quota" example:"1073741824" about:"bytes; left out: as it was"`
}

type usage struct {
	Folder   string `json:"folder"`
	Database int64  `json:"database" about:"bytes, as the others are"`
	Outbox   int64  `json:"outbox" about:"sealed messages under way"`
	Blocks   int64  `json:"blocks" about:"files and folders of many blocks"`
	Held     int64  `json:"held" about:"mail held for others: a part of database and blocks"`
	Free     int64  `json:"free" about:"on that disk"`
}

// holdingCalls answers the routes of what this computer does for others.
type holdingCalls struct{ holding Holding }

func holdingRoutes(h Holding) []route {
	a := holdingCalls{h}
	return []route{
		answer("GET", "/ob/holding", "What this computer holds for others", a.get),
		accept("POST", "/ob/holding", "Begins or ends to hold mail for others; what is held stays until it is collected or expires", a.set),
	}
}

func (a holdingCalls) get(r *http.Request) (holding, error) {
	h, err := a.holding.Holding(r.Context())
	return holding{h.On, h.Quota, h.Bytes, h.Users, h.Deposits, h.Link}, err
}

func (a holdingCalls) set(r *http.Request, in holdingBody) (holding, error) {
	if in.On == nil {
		return holding{}, bad("on must be true or false")
	}
	now, err := a.holding.Holding(r.Context())
	if err != nil {
		return holding{}, err
	}
	set(&now.Quota, in.Quota)
	if err := a.holding.SetHolding(r.Context(), *in.On, now.Quota); err != nil {
		return holding{}, err
	}
	return a.get(r)
}

func usageRoute(s Disk) route {
	return answer("GET", "/ob/usage", "What the program takes on the disk", func(r *http.Request) (usage, error) {
		u, err := s.Usage(r.Context())
		return usage{u.Folder, u.Database, u.Outbox, u.Blocks, u.Held, u.Free}, err
	})
}
