/* The setters of the standard's URL class (URL Standard 6.1). */
#ifndef TMS_URL_SET_H
#define TMS_URL_SET_H

#include "url/url.h"

/*
 * Each puts a new part into a parsed URL; a value that the standard does not take leaves the URL as it is (TMS_OK). `spare` is scratch whose memory may change
 * places with url's. TMS_ERR_MEMORY and TMS_ERR_LIMIT leave the URL as it is too; tms_url_set_href() alone fails with TMS_ERR_SYNTAX.
 */
tms_status tms_url_set_href(tms_url *url, tms_slice value, tms_url *spare);
tms_status tms_url_set_protocol(tms_url *url, tms_slice value, tms_url *spare);
tms_status tms_url_set_username(tms_url *url, tms_slice value, tms_url *spare);
tms_status tms_url_set_password(tms_url *url, tms_slice value, tms_url *spare);
tms_status tms_url_set_host(tms_url *url, tms_slice value, tms_url *spare);
tms_status tms_url_set_hostname(tms_url *url, tms_slice value, tms_url *spare);
tms_status tms_url_set_port(tms_url *url, tms_slice value, tms_url *spare);
tms_status tms_url_set_pathname(tms_url *url, tms_slice value, tms_url *spare);
tms_status tms_url_set_search(tms_url *url, tms_slice value, tms_url *spare);
tms_status tms_url_set_hash(tms_url *url, tms_slice value, tms_url *spare);

#endif
