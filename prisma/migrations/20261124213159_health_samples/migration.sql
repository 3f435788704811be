-- CreateTable
CREATE TABLE "HealthSample" (
    "broadcastId" TEXT NOT NULL,
    "atMs" BIGINT NOT NULL,
    "videoKbps" INTEGER NOT NULL,
    "audioKbps" INTEGER NOT NULL,
    "drawnFps" DOUBLE PRECISION NOT NULL,
    "arrivingFps" DOUBLE PRECISION NOT NULL,
    "keyframeMs" INTEGER NOT NULL,
    "packetsLost" INTEGER NOT NULL,
    "framesDropped" INTEGER NOT NULL,
    "roundTripMs" INTEGER,
    "relaysLive" INTEGER NOT NULL,
    "viewers" INTEGER NOT NULL,
    "picture" TEXT NOT NULL,

    CONSTRAINT "HealthSample_pkey" PRIMARY KEY ("broadcastId","atMs")
);

-- AddForeignKey
ALTER TABLE "HealthSample" ADD CONSTRAINT "HealthSample_broadcastId_fkey" FOREIGN KEY ("broadcastId") REFERENCES "Broadcast"("id") ON DELETE CASCADE ON UPDATE CASCADE;


