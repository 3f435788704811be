"""GStreamer's webrtcbin as a WHIP publisher: H.264 720p and Opus for some seconds. Arguments: endpoint, token, seconds."""

import sys
import urllib.request

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstWebRTC", "1.0")
gi.require_version("GstSdp", "1.0")
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # noqa: E402

url, token, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
Gst.init(None)
print(Gst.version_string(), flush=True)
pipeline = Gst.parse_launch("""
  webrtcbin name=peer bundle-policy=max-bundle
  videotestsrc is-live=true pattern=ball ! video/x-raw,width=1280,height=720,framerate=30/1
    ! x264enc tune=zerolatency speed-preset=ultrafast bitrate=2500 key-int-max=60
    ! video/x-h264,profile=constrained-baseline ! rtph264pay config-interval=-1 aggregate-mode=zero-latency
    ! application/x-rtp,media=video,encoding-name=H264,payload=96 ! peer.
  audiotestsrc is-live=true freq=440 ! opusenc ! rtpopuspay
    ! application/x-rtp,media=audio,encoding-name=OPUS,payload=97 ! peer.
""")
peer = pipeline.get_by_name("peer")
loop = GLib.MainLoop()
sent = False


def use_offer(promise, *_):
    promise.wait()
    # The offer lives in the reply: one that nobody holds is freed with it.
    reply = promise.get_reply()
    peer.emit("set-local-description", reply.get_value("offer"), None)


def post_offer(*_):
    global sent
    complete = GstWebRTC.WebRTCICEGatheringState.COMPLETE
    if sent or peer.get_property("ice-gathering-state") != complete:
        return
    sent = True
    offer = peer.get_property("local-description").sdp.as_text()
    headers = {"content-type": "application/sdp", "authorization": f"Bearer {token}"}
    request = urllib.request.Request(url, data=offer.encode(), headers=headers)
    with urllib.request.urlopen(request) as response:
        answer = response.read()
    _, message = GstSdp.SDPMessage.new()
    GstSdp.sdp_message_parse_buffer(answer, message)
    description = GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.ANSWER, message)
    peer.emit("set-remote-description", description, None)


def create_offer(*_):
    peer.emit("create-offer", None, Gst.Promise.new_with_change_func(use_offer, None))


peer.connect("on-negotiation-needed", create_offer)
peer.connect("notify::ice-gathering-state", post_offer)
pipeline.set_state(Gst.State.PLAYING)
GLib.timeout_add(int(seconds * 1000), loop.quit)
loop.run()
pipeline.set_state(Gst.State.NULL)
