package s3

import (
	"context"
	"strings"

	"restante/offline/provider/depot"
)

// amazonHosts is where bucket names are the same at every endpoint.
const amazonHosts = ".amazonaws.com"

// where is the bucket and the folder in it; nobody is called.
func where(_ context.Context, s depot.Settings, d depot.Deps) (w depot.Where, err error) {
	base, err := baseURL(s[endpoint], d.Loopback)
	if err != nil {
		return w, err
	}
	dir, err := folder(s[prefix])
	host := strings.TrimSuffix(strings.ToLower(base.Host), ":443")
	if strings.HasSuffix(host, amazonHosts) {
		host = amazonHosts
	}
	w.Place = host + "/" + s[bucket] + "/" + dir
	return w, err
}
