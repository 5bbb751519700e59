package httpapi

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"time"

	"restante/messaging/attachment"
	"restante/messaging/storefront"
)

type soldFile struct {
	Name string `json:"name"`
	Size uint64 `json:"size"`
	CID  string `json:"cid" about:"of the sealed file"`
	Here bool   `json:"here" about:"false: it was lost with an old computer, and has to be added again"`
}

func soldFileOf(f storefront.File) soldFile { return soldFile{f.Name, f.Size, f.CID.String(), f.Here} }

const (
	fileMedia = "application/octet-stream"
	fileLimit = 15 * time.Minute // for the body of the largest
)

// fileCalls answers the routes of files that are sold.
type fileCalls struct{ shop Shop }

func fileRoutes(s Shop) []route {
	a := fileCalls{s}
	return []route{
		answer("GET", "/ob/files/{slug}", "The files that a listing hands over", a.list),
		{
			method: "POST", path: "/ob/files/{slug}", summary: "Adds a file of at most 100 MiB, which goes by itself to whoever has paid for the listing",
			params:    []param{{name: "name", in: "query", about: "of the file"}},
			bodyMedia: fileMedia, limit: attachment.MaxSize + 1, reply: reflect.TypeFor[soldFile](), handle: a.add,
		},
		answer("DELETE", "/ob/files/{slug}/{cid}", "Takes a file from a listing; who has bought it can fetch it for five weeks", a.remove),
	}
}

func (a fileCalls) list(r *http.Request) ([]soldFile, error) {
	all, err := a.shop.Files(r.Context(), r.PathValue("slug"))
	return each(all, soldFileOf), err
}

func (a fileCalls) add(w http.ResponseWriter, r *http.Request) error {
	query, err := parseQuery(r, []param{{name: "name", in: "query"}})
	if err != nil {
		return err
	}
	c := http.NewResponseController(w)
	_ = c.SetReadDeadline(time.Now().Add(fileLimit)) // tests' recorders have none
	f, err := a.shop.AddFile(r.Context(), r.PathValue("slug"), query.Get("name"), r.Body)
	_ = c.SetReadDeadline(time.Time{})
	if over := new(http.MaxBytesError); errors.As(err, &over) {
		err = attachment.ErrTooLarge
	}
	return reply(w, soldFileOf(f), err)
}

func (a fileCalls) remove(r *http.Request) (done, error) {
	c, err := parseCID(r.PathValue("cid"))
	if err != nil {
		return done{}, err
	}
	return done{}, a.shop.RemoveFile(r.Context(), r.PathValue("slug"), c)
}

// file streams a bought file. It is whole before the first byte goes out.
func (a orderLists) file(w http.ResponseWriter, r *http.Request) error {
	id, err := parseOrder(r.PathValue("orderId"))
	if err != nil {
		return err
	}
	h, err := parseEvent(r.PathValue("event"))
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil {
		return bad("files are numbered from 0")
	}
	_, file, err := a.orders.OpenFile(r.Context(), id, h, n)
	if err != nil {
		return reached(err)
	}
	defer file.Close()
	return download(w, fileMedia, "file", func(to *bufio.Writer) error {
		_, err := io.Copy(to, file)
		return err
	})
}
