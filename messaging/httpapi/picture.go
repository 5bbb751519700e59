package httpapi

import (
	"net/http"
	"reflect"
)

// pictureCalls answers the routes of pictures.
type pictureCalls struct{ pictures Pictures }

func pictureRoutes(p Pictures) []route {
	a := pictureCalls{p}
	return []route{
		{method: "GET", path: "/ob/picture", summary: "One's own picture", replyMedia: "image/jpeg", handle: a.own},
		{
			method: "POST", path: "/ob/picture", summary: "Sets one's own picture, which goes to contacts: a PNG, JPEG, GIF or WebP file",
			bodyMedia: "image/*", reply: reflect.TypeFor[done](), handle: a.set,
		},
		answer("DELETE", "/ob/picture", "Takes one's own picture away, from contacts too", a.remove),
		{method: "GET", path: "/ob/picture/{peerId}", summary: "A contact's picture", replyMedia: "image/jpeg", handle: a.of},
	}
}

func (a pictureCalls) set(w http.ResponseWriter, r *http.Request) error {
	b, err := readBody(w, r)
	if err != nil {
		return err
	}
	return reply(w, done{}, a.pictures.SetPicture(r.Context(), b))
}

func (a pictureCalls) remove(r *http.Request) (done, error) {
	return done{}, a.pictures.RemovePicture(r.Context())
}

func (a pictureCalls) own(w http.ResponseWriter, r *http.Request) error {
	b, err := a.pictures.OwnPicture(r.Context())
	return writePicture(w, b, err)
}

func (a pictureCalls) of(w http.ResponseWriter, r *http.Request) error {
	var b []byte
	id, err := pathPeer(r)
	if err == nil {
		b, err = a.pictures.Picture(r.Context(), id)
	}
	return writePicture(w, b, err)
}

var errNoPicture = &problem{http.StatusNotFound, "there is no picture"}

func writePicture(w http.ResponseWriter, b []byte, err error) error {
	if err == nil && len(b) == 0 {
		err = errNoPicture
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/jpeg")
	_, err = newPatient(w).Write(b)
	return err
}
