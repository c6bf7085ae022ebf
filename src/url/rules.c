#include "url/rules.h"

/* Parameters that are tracking wherever they stand. */
static const char global_names[] =
    " utm_* itm_* hsa_* mtm_* pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content pk_cid pk_vid piwik_* matomo_*"
    " gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid gad srsltid _ga _gl _gac ga_source ga_medium ga_campaign ga_content ga_term"
    " fbclid fb_action_ids fb_action_types fb_source fb_ref fb_comment_id fbadid fbad_id fbc_id action_object_map action_type_map action_ref_map"
    " msclkid yclid ysclid ymclid _openstat yadclid gbadid twclid ttclid epik sccid scadid rdt_cid li_fat_id igshid igsh irclickid irgwc"
    " mc_cid mc_eid mc_tc __hstc __hssc __hsfp _hsenc _hsmi __hsmi hsctatracking mkt_tok _kx _ke kx_* oly_enc_id oly_anon_id ml_subscriber"
    " ml_subscriber_hash spmailingid spuserid spjobid spreportid s_cid ef_id s_kwcid wickedid wickedsource rb_clickid vgo_ee dicbo oborigurl tblci"
    " at_medium at_campaign at_campaign_type at_creation at_emailtype at_link at_link_id at_link_origin at_link_type at_ptr_name at_recipient_id"
    " at_recipient_list at_send_date at_variant at_format at_platform at_custom1 at_custom2 at_custom3 at_custom4 at_bbc_team xtor"
    " trk_contact trk_msg trk_module trk_sid trkcampaign vero_id vero_conv bsft_* _bta_tid _bta_c dm_i dm_t nr_email_referer _branch_match_id"
    " _branch_referrer __s sc_campaign sc_channel sc_content sc_country sc_funnel sc_geo sc_medium sc_outcome sc_publisher"
    " wt.mc_id wt.mc_ev wt.tsrc wt_zmc wt_mc cm_mmc cm_mmca1 cm_mmca2 cm_mmca3 cm_ven cm_cat cm_pla cm_ite cm_lm cm_sp ns_mchannel ns_campaign "
    "ns_source"
    " ns_linkname ns_fee hmb_campaign hmb_medium hmb_source stm_* sms_ss awc awesm elqtrack elqtrackid elqaid elqat elqcampaignid"
    " guccounter guce_referrer guce_referrer_sig ss_email_id ss_source ss_campaign_id ss_campaign_name ss_campaign_sent_date _ope"
    " trk_id rtid mkwid pcrid sfmc_id sfmc_activityid sfmc_sub sfmc_j sfmc_l sfmc_u et_rid et_cid bbeml zanpid tduid"
    " cjevent cjdata ranmid ransiteid raneaid algo_pvid algo_expid algo_exp_id adjust_tracker adjust_campaign adjust_adgroup adjust_creative"
    " syclid hss_channel mbid_share simplereach_* __twitter_impression sr_share __tn__ fb_xd_fragment"
    " ck_subscriber_id sref_id sb_referer_host _sgm_* sgm_* ir_campaignid ir_partnerid ir_adid obclid ob_click_id taboolaclickid"
    " usqp amp_js_v amp_gsa ";

/* Session ids whatever their value: the names are of servers and shops that put them into addresses for browsers without cookies. */
static const char session_names[] = " jsessionid phpsessid aspsessionid* oscsid oscadminid zenid xtcsid cfid cftoken asp.net_sessionid ci_session ";
/* Session ids where the value looks like one; else the names are ordinary words. */
static const char session_maybe[] = " sid s sessid session_id sessionid session sess phpsid ";

typedef struct site_rule {
  const char *host, *path; /* path: a part of it, or "" */
  const char *drop;        /* names that go; "*" alone: all but those of `keep` */
  const char *keep;
} site_rule;

static const site_rule sites[] = {
    {"youtube.com", "", " si pp feature ab_channel kw embeds_referring_euri embeds_referring_origin source_ve_path attr_tag ", ""},
    {"youtu.be", "", " si feature ", ""},
    {"youtube-nocookie.com", "", " si feature ", ""},
    {"music.youtube.com", "", " si feature ", ""},
    {"spotify.com", "", " si context nd dl_branch _branch_match_id pi sp_cid ", ""},
    {"instagram.com", "", " igshid igsh ig_rid ig_mid ", ""},
    {"threads.net", "", " igshid igsh xmt ", ""},
    {"threads.com", "", " igshid igsh xmt ", ""},
    {"facebook.com", "",
     " hc_* fref ref refsrc __tn__ __xts__* __cft__* eid sfnsn mibextid rdid share_url rdr paipv acontext notif_id notif_t ref_notif_type"
     " comment_tracking dti ls_ref padding action_history tracking referral_code referral_story_type eav extid _rdr",
     ""},
    {"x.com", "", " s t ref_src ref_url cxt cn ", ""},
    {"twitter.com", "", " s t ref_src ref_url cxt cn ", ""},
    {"tiktok.com", "",
     " _r _t is_from_webapp sender_device sender_web_id is_copy_url u_code preview_pb share_* timestamp user_id tt_from tt_medium tt_content"
     " source checksum social_sharing sec_user_id _d refer web_id enter_method enter_from ugbiz_name ",
     ""},
    {"reddit.com", "",
     " share_id rdt correlation_id ref_campaign ref_source ref post_fullname post_index $deep_link $original_url $3p _branch_match_id"
     "  web_redirect ",
     ""},
    {"linkedin.com", "", " trk trkinfo trackingid refid lipi licu midtoken midsig eid original_referer rcm otptoken ebp trkemail ", ""},
    {"pinterest.*", "", " mt nic_v1 nic_v2 nic_v3 sender invite_code sfo ", ""},
    {"quora.com", "", " ch oid share srid ", ""},
    {"medium.com", "", " source responsestab ", ""},
    {"substack.com", "", " r triedredirect showwelcomeonshare isfreemail showwelcome ", ""},
    {"amazon.*", "/dp/", " *", " th psc "},
    {"amazon.*", "/gp/product/", " *", " th psc "},
    {"amazon.*", "",
     " crid qid sprefix ref ref_ sr dib dib_tag pd_rd_* pf_rd_* content-id _encoding linkcode tag ascsubtag creative creativeasin camp linkid"
     " spia spla sp_csd dchild adgrpid hvadid hvdev hv* hydadcr aaxitk refrid social_share starsleft cv_ct_cx lp_asins lp_mat lp_query lp_slot"
     " ie qualifier encrypted* showrviewpoints pldnsite widgetname ots store_ref ingress visitid bestformat _asin ",
     ""},
    {"ebay.*", "",
     " mkevt mkcid mkrid campid toolid customid _trkparms _trksid amdata mkscid mkgroupid mktype _from_r ssspo sssrc"
     " ssuid norover itmmeta itmprp nma orig_cvip ul_noapp mesgid plmtid trkid sojtags euid ",
     ""},
    {"etsy.com", "",
     " click_key click_sum ref frs sts ga_order ga_search_type ga_view_type ga_search_query organic_search_click sca plkey external sr_prefetch"
     " content_source logging_key bes pf_from dd ls ",
     ""},
    {"imdb.com", "", " ref_ pf_rd_* pd_rd_* ", ""},
    {"netflix.com", "", " trackid tctx trkid jbr ", ""},
    {"bbc.co.uk", "", " ocid ns_* facebook_page intlink_from_url xtor pinned_post_locator pinned_post_asset_id pinned_post_type ", ""},
    {"bbc.com", "", " ocid ns_* facebook_page intlink_from_url xtor pinned_post_locator pinned_post_asset_id pinned_post_type ", ""},
    {"msn.com", "", " ocid cvid ei pc pfr srcref ", ""},
    {"microsoft.com", "", " wt.mc_id ocid icid wt.* ", ""},
    {"bilibili.com", "",
     " spm_id_from vd_source from_source from_spmid share_* is_story_h5 unique_k bbid ts plat_id buvid up_id msource"
     " seid broadcast_type live_from launch_id trackid hotrank ",
     ""},
    {"mp.weixin.qq.com", "/s", " *", " __biz mid idx sn "},
    {"google.*", "/search",
     " ei ved oq gs_lcp gs_lp gs_l sclient sca_esv sca_upv sxsrf sxsrc source sa usg aqs sourceid ie oe biw bih dpr uact iflsig bvm cad esrc gws_rd "
     "rlz"
     " psi ictx vet fbs cshid cd zx dcr ech pbx bav fp sei gfe_rd rct atyp client btnk btng newwindow ",
     ""},
    {"news.google.com", "", "  oc ", ""},
    {"play.google.com", "", " referrer pcampaignid ", ""},
    {"maps.google.*", "", " ved entry g_ep ", ""},
    {"google.*", "/maps", " ved entry g_ep ", ""},
    {"bing.com", "/search", " form sp cvid pq sc qs sk ghc lq ghsh ghacc ghpl ubiroff ", ""},
    {"bing.com", "/images", " form sp cvid pq sc qs sk ghc lq ghsh ghacc ghpl selectedindex ajaxhist ajaxserp ccid ", ""},
    {"search.yahoo.com", "", " fr fr2 _ylt _ylu _ylc guccounter guce_* vm iscqry ", ""},
    {"yahoo.com", "", " guccounter guce_* soc_src soc_trk ncid tsrc .tsrc ", ""},
    {"duckduckgo.com", "", " t atb ", ""},
    {"yandex.*", "", " clid msid rnd suggest_reqid utm_* stpar redircnt win persistent_id ", ""},
    {"baidu.com", "/s", " rsv_* rqlang prefixsug inputt sugtime tn oq usm wfr fenlei rsp rsf ", ""},
    {"walmart.com", "",
     " ath* sourceid wmlspartner affiliates_ad_id clickid wl0 wl1 wl2 wl3 wl4 wl5 wl6 wl7 wl8 wl9 wl10 wl11 wl12 wl13 veh u1 "
     "  adid classtype adsredirect ",
     ""},
    {"aliexpress.*", "",
     " spm scm pvid algo_* aff_* btsid ws_ab_test initiative_id terminal_id aff_platform aff_trace_key pdp_npi pdp_ext_f pdp_pi"
     " curpagelogid utparam* gatewayadapt sourcetype mall_affr af cv_aff srcsns cpsid traceid_aff tt afsmartredirect"
     " gps-id scm_id scm-url rmstoreleveldeepas ",
     ""},
    {"taobao.com", "",
     " spm scm pvid ali_refid ali_trackid ak abbucket acm sourcetype suid ut_sk un share_crt_v ns sp_tk cpp shareurl short_name bxsign app"
     " mm_sceneid utparam* xxc ",
     ""},
    {"tmall.com", "", " spm scm pvid ali_refid ali_trackid abbucket acm sourcetype suid ut_sk utparam* ", ""},
    {"jd.com", "", " cu ad_od gx gxd jd_pop ptag extension_id ", ""},
    {"weibo.com", "", " refer_flag weibo_id dt_dapp sudaref luicode lfid ", ""},
    {"zhihu.com", "", " utm_* hybrid_search_source hybrid_search_extra share_code ", ""},
    {"target.com", "", " lnk afid ref tgt_adv_xasd0 clkid cpng lid fndsrc ", ""},
    {"bestbuy.com", "", " irclickid irgwc ref loc acampid mpid intl ", ""},
    {"homedepot.com", "", " mtc cm_mmc irgwc affid ", ""},
    {"booking.com", "",
     " aid label sid srpvid srepoch hpos hapos ucfs auth_success from_sn sb_price_type all_sr_blocks highlighted_blocks"
     " matching_block_id ",
     ""},
    {"airbnb.*", "",
     " federated_search_id federated_search_session_id source_impression_id search_id sug sharing_id unique_share_id viralityentrypoint "
     " previous_page_section_name af c ",
     ""},
    {"expedia.*", "", " affcid afflid affdtl mdpcid mdpdtl semcid semdtl gclsrc ", ""},
    {"tripadvisor.*", "", " m mcid supci supag supkw ", ""},
    {"apps.apple.com", "", " at ct itscg itsct uo pt ign-itscg ign-itsct ", ""},
    {"itunes.apple.com", "", " at ct itscg itsct uo pt ", ""},
    {"music.apple.com", "", " at ct itscg itsct uo ls ", ""},
    {"books.apple.com", "", " at ct itscg itsct uo ls ", ""},
    {"podcasts.apple.com", "", " at ct itscg itsct uo ls ", ""},
    {"gog.com", "", " pp track_click link_id ", ""},
    {"humblebundle.com", "", " partner hmb_* ", ""},
    {"store.steampowered.com", "", " snr curator_clanid ", ""},
    {"steampowered.com", "", " snr ", ""},
    {"steamcommunity.com", "", " snr ", ""},
    {"udemy.com", "", " ranmid raneaid ransiteid lsnpubid ", ""},
    {"coursera.org", "", " ranmid raneaid ransiteid ", ""},
    {"github.com", "", " email_token email_source notification_referrer_id ", ""},
    {"stackoverflow.com", "", " rq so_medium so_source so_psrc ", ""},
    {"wikipedia.org", "", " wprov ", ""},
    {"wikimedia.org", "", " wprov ", ""},
    {"vimeo.com", "", " share fl fe vcid owner ", ""},
    {"twitch.tv", "", " tt_medium tt_content tt_email_id ", ""},
    {"soundcloud.com", "", " si utm_* ref p c ", ""},
    {"deezer.com", "", " deferredfl universal_link ", ""},
    {"discord.com", "", " ", ""},
    {"imgur.com", "", " ", ""},
    {"giphy.com", "", " ref ", ""},
    {"nytimes.com", "",
     " smid smtyp smprod smvar referringsource action module pgtype region contentcollection hpgrouping impression_id emc edid nl partner"
     " campaign_id instance_id segment_id user_id regi_id algo block imp_id mabreward smclientid ugrp sgrp req_id surface fellback"
     " variant ",
     ""},
    {"washingtonpost.com", "", " tid wpisrc wpmk wpsrc itid carta-url pwapi_token hpid arc404 ", ""},
    {"theguardian.com", "", " cmp intcmp acquisitiondata reader-revenue-banner invitecmp ", ""},
    {"wsj.com", "", " mod reflink tesla ", ""},
    {"bloomberg.com", "", " srnd sref leadsource cmpid embedded-checkout ", ""},
    {"forbes.com", "", " sh ss ", ""},
    {"cnn.com", "", " cid sr hpt iid ", ""},
    {"cnet.com", "", " ftag ", ""},
    {"zdnet.com", "", " ftag ", ""},
    {"reuters.com", "", " taid feedtype feedname ", ""},
    {"ft.com", "", " sharetype segmentid ", ""},
    {"economist.com", "", " fsrc ", ""},
    {"spiegel.de", "", " sara_ref sara_ecid ", ""},
    {"zeit.de", "", " wt_zmc wt_* ", ""},
    {"heise.de", "", " wt_mc ", ""},
    {"welt.de", "", " icid ", ""},
    {"faz.net", "", " ", ""},
    {"lemonde.fr", "", " xtor lmd_* ", ""},
    {"lefigaro.fr", "", " xtor ", ""},
    {"change.org", "",
     " source_location psf_variant recruiter recruited_by_id share_bandit_exp share_bandit_var grid_position algorithm original_footer_petition_id"
     " placement sfmc_tk ",
     ""},
    {"patreon.com", "", " utm_* ", ""},
    {"kickstarter.com", "", " ref ", ""},
    {"indeed.com", "", " from tk advn adid pub camp vjs ", ""},
    {"producthunt.com", "", " ref ", ""},
    {"gumroad.com", "", " recommended_by ", ""},
    {"zillow.com", "", " rtoken ", ""},
    {"flipkart.com", "", " affid affextparam1 affextparam2 otracker otracker1 ssid fm iid ppt ppn srno cid st qh spotlighttagid ", ""},
    {"shein.*", "", " url_from src_identifier src_module src_tab_page_id aff_id share_from localcountry ", ""},
    {"temu.com", "", " _x_* refer_page_* _oak_* _bg_fs share_token ", ""},
};

/* Never touched: an archived address is part of the address, and these take whole addresses as arguments. */
static const char *const kept_hosts[] = {"web.archive.org",
                                         "archive.org",
                                         "archive.today",
                                         "archive.is",
                                         "archive.ph",
                                         "archive.li",
                                         "archive.vn",
                                         "archive.md",
                                         "archive.fo",
                                         "webcache.googleusercontent.com",
                                         "perma.cc",
                                         "webcitation.org",
                                         "arquivo.pt",
                                         "webarchive.org.uk",
                                         "webarchive.nationalarchives.gov.uk",
                                         "translate.google.com",
                                         "translate.goog",
                                         "docs.google.com",
                                         "accounts.google.com",
                                         "login.microsoftonline.com"};

static const char signing_names[] =
    " x-amz-signature x-amz-credential x-goog-signature x-goog-credential x-oss-signature x-cos-signature signature sig sign hmac awsaccesskeyid"
    " key-pair-id policy hdnea hdnts hdntl __token__ __gda__ urlsig jwt oauth_signature oauth_token redirect_uri response_type code_challenge "
    "samlrequest"
    " samlresponse relaystate id_token_hint x-bz-signature verify_token confirmation_token unsubscribe_token reset_token reset_password_token "
    "access_token"
    " auth_token magic_token login_token invitation_token ";

static const tms_wrapper wrappers[] = {
    {"google.*", "/url", TMS_WRAP_PARAMETER, "q url"},
    {"google.*", "/imgres", TMS_WRAP_PARAMETER, "imgrefurl"},
    {"google.*", "/aclk", TMS_WRAP_PARAMETER, "adurl"},
    {"google.*", "/amp/", TMS_WRAP_AMP, ""},
    {"cdn.ampproject.org", "/", TMS_WRAP_AMP, ""},
    {"googleadservices.com", "/pagead/aclk", TMS_WRAP_PARAMETER, "adurl"},
    {"doubleclick.net", "/", TMS_WRAP_PARAMETER, "adurl ds_dest_url"},
    {"ad.doubleclick.net", "/ddm/", TMS_WRAP_QUERY, ""},
    {"l.facebook.com", "/l.php", TMS_WRAP_PARAMETER, "u"},
    {"lm.facebook.com", "/l.php", TMS_WRAP_PARAMETER, "u"},
    {"facebook.com", "/l.php", TMS_WRAP_PARAMETER, "u"},
    {"facebook.com", "/flx/warn", TMS_WRAP_PARAMETER, "u"},
    {"l.instagram.com", "/", TMS_WRAP_PARAMETER, "u"},
    {"l.messenger.com", "/l.php", TMS_WRAP_PARAMETER, "u"},
    {"l.workplace.com", "/l.php", TMS_WRAP_PARAMETER, "u"},
    {"l.threads.net", "/", TMS_WRAP_PARAMETER, "u"},
    {"l.threads.com", "/", TMS_WRAP_PARAMETER, "u"},
    {"l.wl.co", "/l", TMS_WRAP_PARAMETER, "u"},
    {"out.reddit.com", "/", TMS_WRAP_PARAMETER, "url"},
    {"youtube.com", "/redirect", TMS_WRAP_PARAMETER, "q"},
    {"slack-redir.net", "/link", TMS_WRAP_PARAMETER, "url"},
    {"vk.com", "/away.php", TMS_WRAP_PARAMETER, "to"},
    {"vk.ru", "/away.php", TMS_WRAP_PARAMETER, "to"},
    {"ok.ru", "/dk", TMS_WRAP_PARAMETER, "st.link"},
    {"linkedin.com", "/redir/redirect", TMS_WRAP_PARAMETER, "url"},
    {"linkedin.com", "/safety/go", TMS_WRAP_PARAMETER, "url"},
    {"linkedin.com", "/redirect", TMS_WRAP_PARAMETER, "url"},
    {"steamcommunity.com", "/linkfilter", TMS_WRAP_PARAMETER, "url u"},
    {"pinterest.*", "/offsite", TMS_WRAP_PARAMETER, "url"},
    {"t.umblr.com", "/redirect", TMS_WRAP_PARAMETER, "z"},
    {"medium.com", "/r/", TMS_WRAP_PARAMETER, "url"},
    {"quora.com", "/_/redirect", TMS_WRAP_PARAMETER, "url"},
    {"exit.sc", "/", TMS_WRAP_PARAMETER, "url"},
    {"gate.sc", "/", TMS_WRAP_PARAMETER, "url"},
    {"getpocket.com", "/redirect", TMS_WRAP_PARAMETER, "url"},
    {"deviantart.com", "/users/outgoing", TMS_WRAP_QUERY, ""},
    {"duckduckgo.com", "/l/", TMS_WRAP_PARAMETER, "uddg"},
    {"bing.com", "/ck/a", TMS_WRAP_BASE64, "u"},
    {"bing.com", "/alink/link", TMS_WRAP_PARAMETER, "url"},
    {"r.search.yahoo.com", "/", TMS_WRAP_PATH, "RU="},
    {"search.yahoo.com", "/", TMS_WRAP_PATH, "RU="},
    {"safelinks.protection.outlook.com", "/", TMS_WRAP_PARAMETER, "url"},
    {"statics.teams.cdn.office.net", "/evergreen-assets/safelinks/", TMS_WRAP_PARAMETER, "url"},
    {"urldefense.proofpoint.com", "/v1/", TMS_WRAP_PARAMETER, "u"},
    {"urldefense.proofpoint.com", "/v2/", TMS_WRAP_PROOFPOINT_V2, "u"},
    {"urldefense.proofpoint.com", "/v3/", TMS_WRAP_PROOFPOINT_V3, ""},
    {"urldefense.com", "/v1/", TMS_WRAP_PARAMETER, "u"},
    {"urldefense.com", "/v2/", TMS_WRAP_PROOFPOINT_V2, "u"},
    {"urldefense.com", "/v3/", TMS_WRAP_PROOFPOINT_V3, ""},
    {"urldefense.us", "/v3/", TMS_WRAP_PROOFPOINT_V3, ""},
    {"linkprotect.cudasvc.com", "/url", TMS_WRAP_PARAMETER, "a"},
    {"protection.sophos.com", "/", TMS_WRAP_BASE64, "u"},
    {"secure-web.cisco.com", "/", TMS_WRAP_PATH, ""},
    {"scanmail.trustwave.com", "/", TMS_WRAP_PARAMETER, "u"},
    {"clicktime.symantec.com", "/", TMS_WRAP_PARAMETER, "u"},
    {"redirect.viglink.com", "/", TMS_WRAP_PARAMETER, "u out"},
    {"redirectingat.com", "/", TMS_WRAP_PARAMETER, "url"},
    {"go.skimresources.com", "/", TMS_WRAP_PARAMETER, "url"},
    {"click.linksynergy.com", "/", TMS_WRAP_PARAMETER, "murl rd_parm1"},
    {"anrdoezrs.net", "/", TMS_WRAP_PATH, ""},
    {"dpbolvw.net", "/", TMS_WRAP_PATH, ""},
    {"jdoqocy.com", "/", TMS_WRAP_PATH, ""},
    {"kqzyfj.com", "/", TMS_WRAP_PATH, ""},
    {"tkqlhce.com", "/", TMS_WRAP_PATH, ""},
    {"anrdoezrs.net", "/click", TMS_WRAP_PARAMETER, "url"},
    {"dpbolvw.net", "/click", TMS_WRAP_PARAMETER, "url"},
    {"jdoqocy.com", "/click", TMS_WRAP_PARAMETER, "url"},
    {"kqzyfj.com", "/click", TMS_WRAP_PARAMETER, "url"},
    {"tkqlhce.com", "/click", TMS_WRAP_PARAMETER, "url"},
    {"prf.hn", "/click/", TMS_WRAP_PATH, "destination:"},
    {"awin1.com", "/", TMS_WRAP_PARAMETER, "ued p"},
    {"zenaps.com", "/", TMS_WRAP_PARAMETER, "ued p"},
    {"shareasale.com", "/", TMS_WRAP_PARAMETER, "urllink"},
    {"tradedoubler.com", "/click", TMS_WRAP_PARAMETER, "url"},
    {"pxf.io", "/", TMS_WRAP_PARAMETER, "u"},
    {"sjv.io", "/", TMS_WRAP_PARAMETER, "u"},
    {"rover.ebay.com", "/", TMS_WRAP_PARAMETER, "mpre loc"},
    {"s.click.aliexpress.com", "/", TMS_WRAP_PARAMETER, "dl_target_url"},
    {"disq.us", "/url", TMS_WRAP_DISQUS, "url"},
    {"href.li", "/", TMS_WRAP_QUERY, ""},
    {"anonym.to", "/", TMS_WRAP_QUERY, ""},
    {"anon.to", "/", TMS_WRAP_QUERY, ""},
    {"nullrefer.com", "/", TMS_WRAP_QUERY, ""},
    {"dereferer.me", "/", TMS_WRAP_QUERY, ""},
    {"weibo.cn", "/sinaurl", TMS_WRAP_PARAMETER, "u toasturl"},
    {"click.mail.ru", "/redir", TMS_WRAP_PARAMETER, "u"},
    {"link.zhihu.com", "/", TMS_WRAP_PARAMETER, "target"},
    {"link.juejin.cn", "/", TMS_WRAP_PARAMETER, "target"},
    {"link.csdn.net", "/", TMS_WRAP_PARAMETER, "target"},
    {"gitee.com", "/link", TMS_WRAP_PARAMETER, "target"},
    {"jianshu.com", "/go-wild", TMS_WRAP_PARAMETER, "url"},
    {"douban.com", "/link2", TMS_WRAP_PARAMETER, "url"},
    {"oschina.net", "/action/gotolink", TMS_WRAP_PARAMETER, "url"},
    {"curseforge.com", "/linkout", TMS_WRAP_PARAMETER, "remoteurl"},
    {"ref.gamer.com.tw", "/redir.php", TMS_WRAP_PARAMETER, "url"},
    {"outgoing.prod.webservices.mozgcp.net", "/", TMS_WRAP_PATH, ""},
    {"mandrillapp.com", "/track/click", TMS_WRAP_PARAMETER, "url"},
    {"workable.com", "/nr", TMS_WRAP_PARAMETER, "l"},
    {"hoes.tube", "/redirect", TMS_WRAP_PARAMETER, "q"},
    {"discord.com", "/leaving", TMS_WRAP_PARAMETER, "url"},
    {"mailtrack.io", "/trace/link/", TMS_WRAP_PARAMETER, "url"},
    {"shareasale-analytics.com", "/", TMS_WRAP_PARAMETER, "urllink"},
    {"tc.tradetracker.net", "/", TMS_WRAP_PARAMETER, "u"},
    {"partner-ads.com", "/", TMS_WRAP_PARAMETER, "htmlurl"},
    {"track.adtraction.com", "/", TMS_WRAP_PARAMETER, "url"},
    {"track.webgains.com", "/", TMS_WRAP_PARAMETER, "wgtarget"},
    {"avantlink.com", "/click.php", TMS_WRAP_PARAMETER, "url"},
    {"flexlinkspro.com", "/", TMS_WRAP_PARAMETER, "url"},
};

const tms_wrapper *tms_wrapper_at(size_t index) {
  return index < sizeof wrappers / sizeof wrappers[0] ? &wrappers[index] : NULL;
}

static bool ends_at_label(tms_slice host, tms_slice name) {
  if (!tms_slice_ends(host, name)) return false;
  return host.len == name.len || host.ptr[host.len - name.len - 1] == '.';
}

/* Without its last one or two labels, where what is left ends in the name. Two only where both are short ("co.uk", "com.br"). */
static bool matches_any_suffix(tms_slice host, tms_slice name) {
  for (int labels = 1; labels <= 2; labels++) {
    size_t end = host.len;
    while (end > 0 && host.ptr[end - 1] != '.') end--;
    if (end == 0) return false;
    size_t label = host.len - end;
    host.len = end - 1;
    if (labels == 2 && label > 3) return false;
    if (ends_at_label(host, name)) return true;
  }
  return false;
}

bool tms_host_matches(tms_slice host, const char *pattern) {
  tms_slice name = tms_slice_cstr(pattern);
  if (name.len > 2 && name.ptr[name.len - 1] == '*') return matches_any_suffix(host, tms_slice_head(name, name.len - 2));
  return ends_at_label(host, name);
}

/* Is the name in a list? The lists are short and constant, a name at most MAX_NAME long: one look is a bounded number of steps. */
static bool in_list(tms_slice name, const char *list) {
  enum { MAX_NAME = 64 };
  if (name.len == 0 || name.len > MAX_NAME) return false;
  for (const char *at = list; *at;) {
    while (*at == ' ') at++;
    size_t i = 0;
    while (i < name.len && at[i] == name.ptr[i] && at[i] != ' ') i++;
    if (at[i] == '*' && at[i + 1] <= ' ') return true;
    if (i == name.len && at[i] <= ' ') return true;
    while (*at > ' ') at++;
  }
  return false;
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
  if (in_list(name, global_names) || in_list(name, session_names)) return true;
  if (in_list(name, session_maybe) && looks_like_session(value)) return true;
  return site_rule_of(url, name) != NULL;
}

bool tms_rules_drop_fragment(tms_slice name) {
  return in_list(name, global_names);
}

bool tms_rules_signs(tms_slice name) {
  return in_list(name, signing_names);
}

bool tms_rules_keep_address(const tms_url *url) {
  tms_slice host = tms_url_hostname(url), path = tms_url_pathname(url);
  for (size_t i = 0; i < sizeof kept_hosts / sizeof kept_hosts[0]; i++) {
    if (tms_host_matches(host, kept_hosts[i])) return true;
  }
  return tms_slice_find_nocase(path, TMS_SLICE("unsubscribe"), 0) != SIZE_MAX || tms_slice_find_nocase(path, TMS_SLICE("/oauth"), 0) != SIZE_MAX ||
         tms_slice_find_nocase(path, TMS_SLICE("optout"), 0) != SIZE_MAX || tms_slice_find_nocase(path, TMS_SLICE("opt-out"), 0) != SIZE_MAX;
}
