#include "url/rules.h"

/* Lists by first letter, so that one look passes a handful of names. */
enum { OTHER_LETTER = 26, LETTERS };

/* Parameters that are tracking wherever they stand. */
static const char *const global_names[LETTERS] = {
    ['a' - 'a'] =
        " action_object_map action_ref_map action_type_map adjust_adgroup adjust_campaign adjust_creative adjust_tracker "
        " algo_exp_id algo_expid algo_pvid amp_gsa amp_js_v at_bbc_team at_campaign at_campaign_type at_creation at_custom1 "
        " at_custom2 at_custom3 at_custom4 at_emailtype at_format at_link at_link_id at_link_origin at_link_type at_medium "
        " at_platform at_ptr_name at_recipient_id at_recipient_list at_send_date at_variant awc awesm ",
    ['b' - 'a'] = " bbeml bsft_* ",
    ['c' - 'a'] = " cjdata cjevent ck_subscriber_id cm_cat cm_ite cm_lm cm_mmc cm_mmca1 cm_mmca2 cm_mmca3 cm_pla cm_sp cm_ven ",
    ['d' - 'a'] = " dclid dicbo dm_i dm_t ",
    ['e' - 'a'] = " ef_id elqaid elqat elqcampaignid elqtrack elqtrackid epik et_cid et_rid ",
    ['f' - 'a'] = " fb_action_ids fb_action_types fb_comment_id fb_ref fb_source fb_xd_fragment fbad_id fbadid fbc_id fbclid ",
    ['g' - 'a'] =
        " ga_campaign ga_content ga_medium ga_source ga_term gad gad_campaignid gad_source gbadid gbraid gclid gclsrc guccounter "
        " guce_referrer guce_referrer_sig ",
    ['h' - 'a'] = " hmb_campaign hmb_medium hmb_source hsa_* hsctatracking hss_channel ",
    ['i' - 'a'] = " igsh igshid ir_adid ir_campaignid ir_partnerid irclickid irgwc itm_* ",
    ['k' - 'a'] = " kx_* ",
    ['l' - 'a'] = " li_fat_id ",
    ['m' - 'a'] = " matomo_* mbid_share mc_cid mc_eid mc_tc mkt_tok mkwid ml_subscriber ml_subscriber_hash msclkid mtm_* ",
    ['n' - 'a'] = " nr_email_referer ns_campaign ns_fee ns_linkname ns_mchannel ns_source ",
    ['o' - 'a'] = " ob_click_id obclid oborigurl oly_anon_id oly_enc_id ",
    ['p' - 'a'] = " pcrid piwik_* pk_campaign pk_cid pk_content pk_keyword pk_kwd pk_medium pk_source pk_vid ",
    ['r' - 'a'] = " raneaid ranmid ransiteid rb_clickid rdt_cid rtid ",
    ['s' - 'a'] =
        " s_cid s_kwcid sb_referer_host sc_campaign sc_channel sc_content sc_country sc_funnel sc_geo sc_medium sc_outcome "
        " sc_publisher scadid sccid sfmc_activityid sfmc_id sfmc_j sfmc_l sfmc_sub sfmc_u sgm_* simplereach_* sms_ss spjobid "
        " spmailingid spreportid spuserid sr_share sref_id srsltid ss_campaign_id ss_campaign_name ss_campaign_sent_date "
        " ss_email_id ss_source stm_* syclid ",
    ['t' - 'a'] = " taboolaclickid tblci tduid trk_contact trk_id trk_module trk_msg trk_sid trkcampaign ttclid twclid ",
    ['u' - 'a'] = " usqp utm_* ",
    ['v' - 'a'] = " vero_conv vero_id vgo_ee ",
    ['w' - 'a'] = " wbraid wickedid wickedsource wt.mc_ev wt.mc_id wt.tsrc wt_mc wt_zmc ",
    ['x' - 'a'] = " xtor ",
    ['y' - 'a'] = " yadclid yclid ymclid ysclid ",
    ['z' - 'a'] = " zanpid ",
    [OTHER_LETTER] =
        " __hsfp __hsmi __hssc __hstc __s __tn__ __twitter_impression _branch_match_id _branch_referrer _bta_c _bta_tid _ga _gac "
        " _gl _hsenc _hsmi _ke _kx _ope _openstat _sgm_* ",
};

/* Session ids whatever their value: the names are of servers and shops that put them into addresses for browsers without cookies. */
static const char session_names[] = " jsessionid phpsessid aspsessionid* oscsid oscadminid zenid xtcsid cfid cftoken asp.net_sessionid ci_session ";
/* Session ids where the value looks like one; else the names are ordinary words. */
static const char session_maybe[] = " sid s sessid session_id sessionid session sess phpsid ";

/* A host of a table: tms_host_matches() says what the patterns mean. */
#define HOST(pattern) TMS_SLICE_INIT(pattern)

typedef struct site_rule {
  tms_slice host;
  const char *path; /* a part of the path, or "" */
  const char *drop; /* names that go; "*" alone: all but those of `keep` */
  const char *keep;
} site_rule;

static const site_rule sites[] = {
    {HOST("youtube.com"), "", " si pp feature ab_channel kw embeds_referring_euri embeds_referring_origin source_ve_path attr_tag ", ""},
    {HOST("youtu.be"), "", " si feature ", ""},
    {HOST("youtube-nocookie.com"), "", " si feature ", ""},
    {HOST("spotify.com"), "", " si context nd dl_branch _branch_match_id pi sp_cid ", ""},
    {HOST("instagram.com"), "", " igshid igsh ig_rid ig_mid ", ""},
    {HOST("threads.net"), "", " igshid igsh xmt ", ""},
    {HOST("threads.com"), "", " igshid igsh xmt ", ""},
    {HOST("facebook.com"), "",
     " hc_* fref ref refsrc __tn__ __xts__* __cft__* eid sfnsn mibextid rdid share_url rdr paipv acontext notif_id notif_t ref_notif_type"
     " comment_tracking dti ls_ref padding action_history tracking referral_code referral_story_type eav extid _rdr",
     ""},
    {HOST("x.com"), "", " s t ref_src ref_url cxt cn ", ""},
    {HOST("twitter.com"), "", " s t ref_src ref_url cxt cn ", ""},
    {HOST("tiktok.com"), "",
     " _r _t is_from_webapp sender_device sender_web_id is_copy_url u_code preview_pb share_* timestamp user_id tt_from tt_medium tt_content"
     " source checksum social_sharing sec_user_id _d refer web_id enter_method enter_from ugbiz_name ",
     ""},
    {HOST("reddit.com"), "",
     " share_id rdt correlation_id ref_campaign ref_source ref post_fullname post_index $deep_link $original_url $3p _branch_match_id"
     "  web_redirect ",
     ""},
    {HOST("linkedin.com"), "", " trk trkinfo trackingid refid lipi licu midtoken midsig eid original_referer rcm otptoken ebp trkemail ", ""},
    {HOST("pinterest.*"), "", " mt nic_v1 nic_v2 nic_v3 sender invite_code sfo ", ""},
    {HOST("quora.com"), "", " ch oid share srid ", ""},
    {HOST("medium.com"), "", " source responsestab ", ""},
    {HOST("substack.com"), "", " r triedredirect showwelcomeonshare isfreemail showwelcome ", ""},
    {HOST("amazon.*"), "/dp/", " *", " th psc "},
    {HOST("amazon.*"), "/gp/product/", " *", " th psc "},
    {HOST("amazon.*"), "",
     " crid qid sprefix ref ref_ sr dib dib_tag pd_rd_* pf_rd_* content-id _encoding linkcode tag ascsubtag creative creativeasin camp linkid"
     " spia spla sp_csd dchild adgrpid hvadid hvdev hv* hydadcr aaxitk refrid social_share starsleft cv_ct_cx lp_asins lp_mat lp_query lp_slot"
     " ie qualifier encrypted* showrviewpoints pldnsite widgetname ots store_ref ingress visitid bestformat _asin ",
     ""},
    {HOST("ebay.*"), "",
     " mkevt mkcid mkrid campid toolid customid _trkparms _trksid amdata mkscid mkgroupid mktype _from_r ssspo sssrc"
     " ssuid norover itmmeta itmprp nma orig_cvip ul_noapp mesgid plmtid trkid sojtags euid ",
     ""},
    {HOST("etsy.com"), "",
     " click_key click_sum ref frs sts ga_order ga_search_type ga_view_type ga_search_query organic_search_click sca plkey external sr_prefetch"
     " content_source logging_key bes pf_from dd ls ",
     ""},
    {HOST("imdb.com"), "", " ref_ pf_rd_* pd_rd_* ", ""},
    {HOST("netflix.com"), "", " trackid tctx trkid jbr ", ""},
    {HOST("bbc.co.uk"), "", " ocid ns_* facebook_page intlink_from_url xtor pinned_post_locator pinned_post_asset_id pinned_post_type ", ""},
    {HOST("bbc.com"), "", " ocid ns_* facebook_page intlink_from_url xtor pinned_post_locator pinned_post_asset_id pinned_post_type ", ""},
    {HOST("msn.com"), "", " ocid cvid ei pc pfr srcref ", ""},
    {HOST("microsoft.com"), "", " wt.mc_id ocid icid wt.* ", ""},
    {HOST("bilibili.com"), "",
     " spm_id_from vd_source from_source from_spmid share_* is_story_h5 unique_k bbid ts plat_id buvid up_id msource"
     " seid broadcast_type live_from launch_id trackid hotrank ",
     ""},
    {HOST("mp.weixin.qq.com"), "/s", " *", " __biz mid idx sn "},
    {HOST("google.*"), "/search",
     " ei ved oq gs_lcp gs_lp gs_l sclient sca_esv sca_upv sxsrf sxsrc source sa usg aqs sourceid ie oe biw bih dpr uact iflsig bvm cad esrc gws_rd "
     "rlz"
     " psi ictx vet fbs cshid cd zx dcr ech pbx bav fp sei gfe_rd rct atyp client btnk btng newwindow ",
     ""},
    {HOST("news.google.com"), "", "  oc ", ""},
    {HOST("play.google.com"), "", " referrer pcampaignid ", ""},
    {HOST("maps.google.*"), "", " ved entry g_ep ", ""},
    {HOST("google.*"), "/maps", " ved entry g_ep ", ""},
    {HOST("bing.com"), "/search", " form sp cvid pq sc qs sk ghc lq ghsh ghacc ghpl ubiroff ", ""},
    {HOST("bing.com"), "/images", " form sp cvid pq sc qs sk ghc lq ghsh ghacc ghpl selectedindex ajaxhist ajaxserp ccid ", ""},
    {HOST("search.yahoo.com"), "", " fr fr2 _ylt _ylu _ylc guccounter guce_* vm iscqry ", ""},
    {HOST("yahoo.com"), "", " guccounter guce_* soc_src soc_trk ncid tsrc .tsrc ", ""},
    {HOST("duckduckgo.com"), "", " t atb ", ""},
    {HOST("yandex.*"), "", " clid msid rnd suggest_reqid utm_* stpar redircnt win persistent_id ", ""},
    {HOST("baidu.com"), "/s", " rsv_* rqlang prefixsug inputt sugtime tn oq usm wfr fenlei rsp rsf ", ""},
    {HOST("walmart.com"), "",
     " ath* sourceid wmlspartner affiliates_ad_id clickid wl0 wl1 wl2 wl3 wl4 wl5 wl6 wl7 wl8 wl9 wl10 wl11 wl12 wl13 veh u1 "
     "  adid classtype adsredirect ",
     ""},
    {HOST("aliexpress.*"), "",
     " spm scm pvid algo_* aff_* btsid ws_ab_test initiative_id terminal_id aff_platform aff_trace_key pdp_npi pdp_ext_f pdp_pi"
     " curpagelogid utparam* gatewayadapt sourcetype mall_affr af cv_aff srcsns cpsid traceid_aff tt afsmartredirect"
     " gps-id scm_id scm-url rmstoreleveldeepas ",
     ""},
    {HOST("taobao.com"), "",
     " spm scm pvid ali_refid ali_trackid ak abbucket acm sourcetype suid ut_sk un share_crt_v ns sp_tk cpp shareurl short_name bxsign app"
     " mm_sceneid utparam* xxc ",
     ""},
    {HOST("tmall.com"), "", " spm scm pvid ali_refid ali_trackid abbucket acm sourcetype suid ut_sk utparam* ", ""},
    {HOST("jd.com"), "", " cu ad_od gx gxd jd_pop ptag extension_id ", ""},
    {HOST("weibo.com"), "", " refer_flag weibo_id dt_dapp sudaref luicode lfid ", ""},
    {HOST("zhihu.com"), "", " utm_* hybrid_search_source hybrid_search_extra share_code ", ""},
    {HOST("target.com"), "", " lnk afid ref tgt_adv_xasd0 clkid cpng lid fndsrc ", ""},
    {HOST("bestbuy.com"), "", " irclickid irgwc ref loc acampid mpid intl ", ""},
    {HOST("homedepot.com"), "", " mtc cm_mmc irgwc affid ", ""},
    {HOST("booking.com"), "",
     " aid label sid srpvid srepoch hpos hapos ucfs auth_success from_sn sb_price_type all_sr_blocks highlighted_blocks"
     " matching_block_id ",
     ""},
    {HOST("airbnb.*"), "",
     " federated_search_id federated_search_session_id source_impression_id search_id sug sharing_id unique_share_id viralityentrypoint "
     " previous_page_section_name af c ",
     ""},
    {HOST("expedia.*"), "", " affcid afflid affdtl mdpcid mdpdtl semcid semdtl gclsrc ", ""},
    {HOST("tripadvisor.*"), "", " m mcid supci supag supkw ", ""},
    {HOST("apps.apple.com"), "", " at ct itscg itsct uo pt ign-itscg ign-itsct ", ""},
    {HOST("itunes.apple.com"), "", " at ct itscg itsct uo pt ", ""},
    {HOST("music.apple.com"), "", " at ct itscg itsct uo ls ", ""},
    {HOST("books.apple.com"), "", " at ct itscg itsct uo ls ", ""},
    {HOST("podcasts.apple.com"), "", " at ct itscg itsct uo ls ", ""},
    {HOST("gog.com"), "", " pp track_click link_id ", ""},
    {HOST("humblebundle.com"), "", " partner hmb_* ", ""},
    {HOST("store.steampowered.com"), "", " snr curator_clanid ", ""},
    {HOST("steampowered.com"), "", " snr ", ""},
    {HOST("steamcommunity.com"), "", " snr ", ""},
    {HOST("udemy.com"), "", " ranmid raneaid ransiteid lsnpubid ", ""},
    {HOST("coursera.org"), "", " ranmid raneaid ransiteid ", ""},
    {HOST("github.com"), "", " email_token email_source notification_referrer_id ", ""},
    {HOST("stackoverflow.com"), "", " rq so_medium so_source so_psrc ", ""},
    {HOST("wikipedia.org"), "", " wprov ", ""},
    {HOST("wikimedia.org"), "", " wprov ", ""},
    {HOST("vimeo.com"), "", " share fl fe vcid owner ", ""},
    {HOST("twitch.tv"), "", " tt_medium tt_content tt_email_id ", ""},
    {HOST("soundcloud.com"), "", " si utm_* ref p c ", ""},
    {HOST("deezer.com"), "", " deferredfl universal_link ", ""},
    {HOST("giphy.com"), "", " ref ", ""},
    {HOST("nytimes.com"), "",
     " smid smtyp smprod smvar referringsource action module pgtype region contentcollection hpgrouping impression_id emc edid nl partner"
     " campaign_id instance_id segment_id user_id regi_id algo block imp_id mabreward smclientid ugrp sgrp req_id surface fellback"
     " variant ",
     ""},
    {HOST("washingtonpost.com"), "", " tid wpisrc wpmk wpsrc itid carta-url pwapi_token hpid arc404 ", ""},
    {HOST("theguardian.com"), "", " cmp intcmp acquisitiondata reader-revenue-banner invitecmp ", ""},
    {HOST("wsj.com"), "", " mod reflink tesla ", ""},
    {HOST("bloomberg.com"), "", " srnd sref leadsource cmpid embedded-checkout ", ""},
    {HOST("forbes.com"), "", " sh ss ", ""},
    {HOST("cnn.com"), "", " cid sr hpt iid ", ""},
    {HOST("cnet.com"), "", " ftag ", ""},
    {HOST("zdnet.com"), "", " ftag ", ""},
    {HOST("reuters.com"), "", " taid feedtype feedname ", ""},
    {HOST("ft.com"), "", " sharetype segmentid ", ""},
    {HOST("economist.com"), "", " fsrc ", ""},
    {HOST("spiegel.de"), "", " sara_ref sara_ecid ", ""},
    {HOST("zeit.de"), "", " wt_zmc wt_* ", ""},
    {HOST("heise.de"), "", " wt_mc ", ""},
    {HOST("welt.de"), "", " icid ", ""},
    {HOST("lemonde.fr"), "", " xtor lmd_* ", ""},
    {HOST("lefigaro.fr"), "", " xtor ", ""},
    {HOST("change.org"), "",
     " source_location psf_variant recruiter recruited_by_id share_bandit_exp share_bandit_var grid_position algorithm original_footer_petition_id"
     " placement sfmc_tk ",
     ""},
    {HOST("patreon.com"), "", " utm_* ", ""},
    {HOST("kickstarter.com"), "", " ref ", ""},
    {HOST("indeed.com"), "", " from tk advn adid pub camp vjs ", ""},
    {HOST("producthunt.com"), "", " ref ", ""},
    {HOST("gumroad.com"), "", " recommended_by ", ""},
    {HOST("zillow.com"), "", " rtoken ", ""},
    {HOST("flipkart.com"), "", " affid affextparam1 affextparam2 otracker otracker1 ssid fm iid ppt ppn srno cid st qh spotlighttagid ", ""},
    {HOST("shein.*"), "", " url_from src_identifier src_module src_tab_page_id aff_id share_from localcountry ", ""},
    {HOST("temu.com"), "", " _x_* refer_page_* _oak_* _bg_fs share_token ", ""},
};

/* Never touched: an archived address is part of the address, and these take whole addresses as arguments. */
static const tms_slice kept_hosts[] = {HOST("web.archive.org"),
                                       HOST("archive.org"),
                                       HOST("archive.today"),
                                       HOST("archive.is"),
                                       HOST("archive.ph"),
                                       HOST("archive.li"),
                                       HOST("archive.vn"),
                                       HOST("archive.md"),
                                       HOST("archive.fo"),
                                       HOST("webcache.googleusercontent.com"),
                                       HOST("perma.cc"),
                                       HOST("webcitation.org"),
                                       HOST("arquivo.pt"),
                                       HOST("webarchive.org.uk"),
                                       HOST("webarchive.nationalarchives.gov.uk"),
                                       HOST("translate.google.com"),
                                       HOST("translate.goog"),
                                       HOST("docs.google.com"),
                                       HOST("accounts.google.com"),
                                       HOST("login.microsoftonline.com")};

/* Parameters that sign the rest of the query, or belong to a sign-in flow. */
static const char *const signing_names[LETTERS] = {
    ['a' - 'a'] = " access_token auth_token awsaccesskeyid ",
    ['c' - 'a'] = " code_challenge confirmation_token ",
    ['h' - 'a'] = " hdnea hdntl hdnts hmac ",
    ['i' - 'a'] = " id_token_hint invitation_token ",
    ['j' - 'a'] = " jwt ",
    ['k' - 'a'] = " key-pair-id ",
    ['l' - 'a'] = " login_token ",
    ['m' - 'a'] = " magic_token ",
    ['o' - 'a'] = " oauth_signature oauth_token ",
    ['p' - 'a'] = " policy ",
    ['r' - 'a'] = " redirect_uri relaystate reset_password_token reset_token response_type ",
    ['s' - 'a'] = " samlrequest samlresponse sig sign signature ",
    ['u' - 'a'] = " unsubscribe_token urlsig ",
    ['v' - 'a'] = " verify_token ",
    ['x' - 'a'] = " x-amz-credential x-amz-signature x-bz-signature x-cos-signature x-goog-credential x-goog-signature x-oss-signature ",
    [OTHER_LETTER] = " __gda__ __token__ ",
};

static const tms_wrapper wrappers[] = {
    {HOST("google.*"), "/url", TMS_WRAP_PARAMETER, "q url"},
    {HOST("google.*"), "/imgres", TMS_WRAP_PARAMETER, "imgrefurl"},
    {HOST("google.*"), "/aclk", TMS_WRAP_PARAMETER, "adurl"},
    {HOST("google.*"), "/amp/", TMS_WRAP_AMP, ""},
    {HOST("cdn.ampproject.org"), "/", TMS_WRAP_AMP, ""},
    {HOST("googleadservices.com"), "/pagead/aclk", TMS_WRAP_PARAMETER, "adurl"},
    {HOST("doubleclick.net"), "/", TMS_WRAP_PARAMETER, "adurl ds_dest_url"},
    {HOST("ad.doubleclick.net"), "/ddm/", TMS_WRAP_QUERY, ""},
    {HOST("l.facebook.com"), "/l.php", TMS_WRAP_PARAMETER, "u"},
    {HOST("lm.facebook.com"), "/l.php", TMS_WRAP_PARAMETER, "u"},
    {HOST("facebook.com"), "/l.php", TMS_WRAP_PARAMETER, "u"},
    {HOST("facebook.com"), "/flx/warn", TMS_WRAP_PARAMETER, "u"},
    {HOST("l.instagram.com"), "/", TMS_WRAP_PARAMETER, "u"},
    {HOST("l.messenger.com"), "/l.php", TMS_WRAP_PARAMETER, "u"},
    {HOST("l.workplace.com"), "/l.php", TMS_WRAP_PARAMETER, "u"},
    {HOST("l.threads.net"), "/", TMS_WRAP_PARAMETER, "u"},
    {HOST("l.threads.com"), "/", TMS_WRAP_PARAMETER, "u"},
    {HOST("l.wl.co"), "/l", TMS_WRAP_PARAMETER, "u"},
    {HOST("out.reddit.com"), "/", TMS_WRAP_PARAMETER, "url"},
    {HOST("youtube.com"), "/redirect", TMS_WRAP_PARAMETER, "q"},
    {HOST("slack-redir.net"), "/link", TMS_WRAP_PARAMETER, "url"},
    {HOST("vk.com"), "/away.php", TMS_WRAP_PARAMETER, "to"},
    {HOST("vk.ru"), "/away.php", TMS_WRAP_PARAMETER, "to"},
    {HOST("ok.ru"), "/dk", TMS_WRAP_PARAMETER, "st.link"},
    {HOST("linkedin.com"), "/redir/redirect", TMS_WRAP_PARAMETER, "url"},
    {HOST("linkedin.com"), "/safety/go", TMS_WRAP_PARAMETER, "url"},
    {HOST("linkedin.com"), "/redirect", TMS_WRAP_PARAMETER, "url"},
    {HOST("steamcommunity.com"), "/linkfilter", TMS_WRAP_PARAMETER, "url u"},
    {HOST("pinterest.*"), "/offsite", TMS_WRAP_PARAMETER, "url"},
    {HOST("t.umblr.com"), "/redirect", TMS_WRAP_PARAMETER, "z"},
    {HOST("medium.com"), "/r/", TMS_WRAP_PARAMETER, "url"},
    {HOST("quora.com"), "/_/redirect", TMS_WRAP_PARAMETER, "url"},
    {HOST("exit.sc"), "/", TMS_WRAP_PARAMETER, "url"},
    {HOST("gate.sc"), "/", TMS_WRAP_PARAMETER, "url"},
    {HOST("getpocket.com"), "/redirect", TMS_WRAP_PARAMETER, "url"},
    {HOST("deviantart.com"), "/users/outgoing", TMS_WRAP_QUERY, ""},
    {HOST("duckduckgo.com"), "/l/", TMS_WRAP_PARAMETER, "uddg"},
    {HOST("bing.com"), "/ck/a", TMS_WRAP_BASE64, "u"},
    {HOST("bing.com"), "/alink/link", TMS_WRAP_PARAMETER, "url"},
    {HOST("r.search.yahoo.com"), "/", TMS_WRAP_PATH, "RU="},
    {HOST("search.yahoo.com"), "/", TMS_WRAP_PATH, "RU="},
    {HOST("safelinks.protection.outlook.com"), "/", TMS_WRAP_PARAMETER, "url"},
    {HOST("statics.teams.cdn.office.net"), "/evergreen-assets/safelinks/", TMS_WRAP_PARAMETER, "url"},
    {HOST("urldefense.proofpoint.com"), "/v1/", TMS_WRAP_PARAMETER, "u"},
    {HOST("urldefense.proofpoint.com"), "/v2/", TMS_WRAP_PROOFPOINT_V2, "u"},
    {HOST("urldefense.proofpoint.com"), "/v3/", TMS_WRAP_PROOFPOINT_V3, ""},
    {HOST("urldefense.com"), "/v1/", TMS_WRAP_PARAMETER, "u"},
    {HOST("urldefense.com"), "/v2/", TMS_WRAP_PROOFPOINT_V2, "u"},
    {HOST("urldefense.com"), "/v3/", TMS_WRAP_PROOFPOINT_V3, ""},
    {HOST("urldefense.us"), "/v3/", TMS_WRAP_PROOFPOINT_V3, ""},
    {HOST("linkprotect.cudasvc.com"), "/url", TMS_WRAP_PARAMETER, "a"},
    {HOST("protection.sophos.com"), "/", TMS_WRAP_BASE64, "u"},
    {HOST("secure-web.cisco.com"), "/", TMS_WRAP_PATH, ""},
    {HOST("scanmail.trustwave.com"), "/", TMS_WRAP_PARAMETER, "u"},
    {HOST("clicktime.symantec.com"), "/", TMS_WRAP_PARAMETER, "u"},
    {HOST("redirect.viglink.com"), "/", TMS_WRAP_PARAMETER, "u out"},
    {HOST("redirectingat.com"), "/", TMS_WRAP_PARAMETER, "url"},
    {HOST("go.skimresources.com"), "/", TMS_WRAP_PARAMETER, "url"},
    {HOST("click.linksynergy.com"), "/", TMS_WRAP_PARAMETER, "murl rd_parm1"},
    {HOST("anrdoezrs.net"), "/", TMS_WRAP_PATH, ""},
    {HOST("dpbolvw.net"), "/", TMS_WRAP_PATH, ""},
    {HOST("jdoqocy.com"), "/", TMS_WRAP_PATH, ""},
    {HOST("kqzyfj.com"), "/", TMS_WRAP_PATH, ""},
    {HOST("tkqlhce.com"), "/", TMS_WRAP_PATH, ""},
    {HOST("anrdoezrs.net"), "/click", TMS_WRAP_PARAMETER, "url"},
    {HOST("dpbolvw.net"), "/click", TMS_WRAP_PARAMETER, "url"},
    {HOST("jdoqocy.com"), "/click", TMS_WRAP_PARAMETER, "url"},
    {HOST("kqzyfj.com"), "/click", TMS_WRAP_PARAMETER, "url"},
    {HOST("tkqlhce.com"), "/click", TMS_WRAP_PARAMETER, "url"},
    {HOST("prf.hn"), "/click/", TMS_WRAP_PATH, "destination:"},
    {HOST("awin1.com"), "/", TMS_WRAP_PARAMETER, "ued p"},
    {HOST("zenaps.com"), "/", TMS_WRAP_PARAMETER, "ued p"},
    {HOST("shareasale.com"), "/", TMS_WRAP_PARAMETER, "urllink"},
    {HOST("tradedoubler.com"), "/click", TMS_WRAP_PARAMETER, "url"},
    {HOST("pxf.io"), "/", TMS_WRAP_PARAMETER, "u"},
    {HOST("sjv.io"), "/", TMS_WRAP_PARAMETER, "u"},
    {HOST("rover.ebay.com"), "/", TMS_WRAP_PARAMETER, "mpre loc"},
    {HOST("s.click.aliexpress.com"), "/", TMS_WRAP_PARAMETER, "dl_target_url"},
    {HOST("disq.us"), "/url", TMS_WRAP_DISQUS, "url"},
    {HOST("href.li"), "/", TMS_WRAP_QUERY, ""},
    {HOST("anonym.to"), "/", TMS_WRAP_QUERY, ""},
    {HOST("anon.to"), "/", TMS_WRAP_QUERY, ""},
    {HOST("nullrefer.com"), "/", TMS_WRAP_QUERY, ""},
    {HOST("dereferer.me"), "/", TMS_WRAP_QUERY, ""},
    {HOST("weibo.cn"), "/sinaurl", TMS_WRAP_PARAMETER, "u toasturl"},
    {HOST("click.mail.ru"), "/redir", TMS_WRAP_PARAMETER, "u"},
    {HOST("link.zhihu.com"), "/", TMS_WRAP_PARAMETER, "target"},
    {HOST("link.juejin.cn"), "/", TMS_WRAP_PARAMETER, "target"},
    {HOST("link.csdn.net"), "/", TMS_WRAP_PARAMETER, "target"},
    {HOST("gitee.com"), "/link", TMS_WRAP_PARAMETER, "target"},
    {HOST("jianshu.com"), "/go-wild", TMS_WRAP_PARAMETER, "url"},
    {HOST("douban.com"), "/link2", TMS_WRAP_PARAMETER, "url"},
    {HOST("oschina.net"), "/action/gotolink", TMS_WRAP_PARAMETER, "url"},
    {HOST("curseforge.com"), "/linkout", TMS_WRAP_PARAMETER, "remoteurl"},
    {HOST("ref.gamer.com.tw"), "/redir.php", TMS_WRAP_PARAMETER, "url"},
    {HOST("outgoing.prod.webservices.mozgcp.net"), "/", TMS_WRAP_PATH, ""},
    {HOST("mandrillapp.com"), "/track/click", TMS_WRAP_PARAMETER, "url"},
    {HOST("workable.com"), "/nr", TMS_WRAP_PARAMETER, "l"},
    {HOST("hoes.tube"), "/redirect", TMS_WRAP_PARAMETER, "q"},
    {HOST("discord.com"), "/leaving", TMS_WRAP_PARAMETER, "url"},
    {HOST("mailtrack.io"), "/trace/link/", TMS_WRAP_PARAMETER, "url"},
    {HOST("shareasale-analytics.com"), "/", TMS_WRAP_PARAMETER, "urllink"},
    {HOST("tc.tradetracker.net"), "/", TMS_WRAP_PARAMETER, "u"},
    {HOST("partner-ads.com"), "/", TMS_WRAP_PARAMETER, "htmlurl"},
    {HOST("track.adtraction.com"), "/", TMS_WRAP_PARAMETER, "url"},
    {HOST("track.webgains.com"), "/", TMS_WRAP_PARAMETER, "wgtarget"},
    {HOST("avantlink.com"), "/click.php", TMS_WRAP_PARAMETER, "url"},
    {HOST("flexlinkspro.com"), "/", TMS_WRAP_PARAMETER, "url"},
};

const tms_wrapper *tms_wrapper_at(size_t index) {
  return index < sizeof wrappers / sizeof wrappers[0] ? &wrappers[index] : NULL;
}

/* The place of the label's border rules nearly every host out before its letters are compared. */
static bool ends_at_label(tms_slice host, tms_slice name) {
  if (host.len < name.len || (host.len > name.len && host.ptr[host.len - name.len - 1] != '.')) return false;
  return memcmp(host.ptr + host.len - name.len, name.ptr, name.len) == 0;
}

/* Without its last one or two labels, what is left ends in the name. Two only where the second is short ("co.uk", "com.br"). */
static bool matches_any_suffix(tms_slice host, tms_slice name) {
  for (int labels = 1; labels <= 2; labels++) {
    size_t begin = host.len;
    while (begin > 0 && host.ptr[begin - 1] != '.') begin--;
    if (begin == 0 || begin - 1 < name.len || (labels == 2 && host.len - begin > 3)) return false;
    host.len = begin - 1;
    if (ends_at_label(host, name)) return true;
  }
  return false;
}

bool tms_host_matches(tms_slice host, tms_slice pattern) {
  if (pattern.ptr[pattern.len - 1] == '*') return matches_any_suffix(host, tms_slice_head(pattern, pattern.len - 2));
  return ends_at_label(host, pattern);
}

/* Is the name in a list? The lists are short and constant, a name at most TMS_RULES_MAX_NAME long: one look is a bounded number of steps. */
static bool in_list(tms_slice name, const char *list) {
  if (name.len == 0 || name.len > TMS_RULES_MAX_NAME) return false;
  for (const char *at = list; *at;) {
    while (*at == ' ') at++;
    size_t i = 0;
    while (i < name.len && at[i] == name.ptr[i] && at[i] > ' ') i++;
    if (at[i] == '*' && at[i + 1] <= ' ') return true;
    if (i == name.len && at[i] <= ' ') return true;
    while (*at > ' ') at++;
  }
  return false;
}

/* The same in lists by first letter; NULL is the empty list. */
static bool in_letters(tms_slice name, const char *const lists[LETTERS]) {
  if (name.len == 0) return false;
  const char *list = lists[tms_is_lower((unsigned char)name.ptr[0]) ? name.ptr[0] - 'a' : OTHER_LETTER];
  return list && in_list(name, list);
}

/* 32 or more hexadecimal digits, 26 of PHP's base 36 with both kinds, or Magento's U and a long token. */
static bool looks_like_session(tms_slice value) {
  size_t digits = 0, hex = 0, alnum = 0;
  for (size_t i = 0; i < value.len; i++) {
    unsigned char c = (unsigned char)value.ptr[i];
    digits += tms_is_digit(c);
    hex += tms_hex_value(c) >= 0;
    alnum += tms_is_alnum(c);
  }
  if (alnum != value.len) return false;
  if (value.len >= 32 && hex == value.len) return true;
  if (value.len == 26 && digits > 0 && digits < 26) return true;
  return value.len >= 20 && (value.ptr[0] == 'u' || value.ptr[0] == 'U') && digits > 0;
}

static const site_rule *site_rule_of(const tms_url *url, tms_slice name) {
  tms_slice host = tms_url_hostname(url), path = tms_url_pathname(url);
  for (size_t i = 0; i < sizeof sites / sizeof sites[0]; i++) {
    const site_rule *rule = &sites[i];
    if (!tms_host_matches(host, rule->host) || (*rule->path && tms_slice_find(path, tms_slice_cstr(rule->path), 0) == SIZE_MAX)) continue;
    if (in_list(name, rule->drop) && !in_list(name, rule->keep)) return rule;
  }
  return NULL;
}

bool tms_rules_drop(const tms_url *url, tms_slice name, tms_slice value) {
  if (in_letters(name, global_names) || in_list(name, session_names)) return true;
  if (in_list(name, session_maybe) && looks_like_session(value)) return true;
  return site_rule_of(url, name) != NULL;
}

bool tms_rules_drop_fragment(tms_slice name) {
  return in_letters(name, global_names);
}

bool tms_rules_signs(tms_slice name) {
  return in_letters(name, signing_names);
}

/* A word that says what an address is for, anywhere in the path. The path is read once. */
static bool has_kept_word(tms_slice path) {
  static const tms_slice words[] = {TMS_SLICE_INIT("unsubscribe"), TMS_SLICE_INIT("oauth"), TMS_SLICE_INIT("optout"), TMS_SLICE_INIT("opt-out")};
  for (size_t at = 0; at < path.len; at++) {
    char c = tms_lower(path.ptr[at]);
    if (c != 'u' && c != 'o') continue;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
      if (c == words[i].ptr[0] && tms_slice_starts_nocase(tms_slice_from(path, at), words[i])) return true;
    }
  }
  return false;
}

bool tms_rules_keep_address(const tms_url *url) {
  tms_slice host = tms_url_hostname(url);
  for (size_t i = 0; i < sizeof kept_hosts / sizeof kept_hosts[0]; i++) {
    if (tms_host_matches(host, kept_hosts[i])) return true;
  }
  return has_kept_word(tms_url_pathname(url));
}
